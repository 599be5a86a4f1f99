import { expect, test } from 'vitest';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { defaultJobConfiguration } from './default-mappings.ts';
import type { WireDialect } from './job-configuration.ts';
import {
  createRequest,
  deleteRequest,
  managerRequest,
  matchRequest,
  memberRequest,
  probeRequests,
  readRequest,
  updateRequest,
} from './wire-requests.ts';
import { type WireStyle, wireStyleOf } from './wire-style.ts';

const legacy = styleOf({});
const RESERVED = '%3B%2F%3F%3A%40%26%3D%2B%24%2C%23%5B%5D%21%27%28%29%2A';

// Captured: azure-docs issues 94189 and 11784. Reserved characters: SCIMReferenceCode Filter.cs; `"` and `\` are not escaped there.
test.each([
  ['a blank is a plus, a quote %22', 'User', 'userName', 'ada', '/Users?filter=userName+eq+%22ada%22'],
  ['an at sign is %40', 'User', 'userName', 'ada@b.test', '/Users?filter=userName+eq+%22ada%40b.test%22'],
  ['a blank in a value', 'User', 'displayName', 'Ada Lovelace', '/Users?filter=displayName+eq+%22Ada+Lovelace%22'],
  ['reserved characters', 'User', 'externalId', ";/?:@&=+$,#[]!'()*", `/Users?filter=externalId+eq+%22${RESERVED}%22`],
  ['a quote inside goes out unescaped', 'User', 'displayName', 'A "B"', '/Users?filter=displayName+eq+%22A+%22B%22%22'],
  ['a backslash inside goes out unescaped', 'User', 'displayName', 'A\\B', '/Users?filter=displayName+eq+%22A%5CB%22'],
  ['letters beyond ASCII are UTF-8', 'User', 'displayName', 'Zoë', '/Users?filter=displayName+eq+%22Zo%C3%AB%22'],
  [
    'a filtered attribute',
    'User',
    'emails[type eq "work"].value',
    'a',
    '/Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22a%22',
  ],
  [
    'groups leave their members out, in front of the filter',
    'Group',
    'displayName',
    'Sales',
    '/Groups?excludedAttributes=members&filter=displayName+eq+%22Sales%22',
  ],
] as const)('%s', (_sentence, type, attribute, value, target) => {
  expect(matchRequest(type, { attribute, value }, legacy).target).toBe(target);
});

test.each([
  ['/Users/5d48a0a8e9f04aa38008', readRequest('User', '5d48a0a8e9f04aa38008', legacy)],
  ['/Groups/1?excludedAttributes=members', readRequest('Group', '1', legacy)],
  // An id that is a mail address is seen with its at sign (scimgateway issue 47); a slash must not make another path.
  ['/Users/ada@b.test', deleteRequest('User', 'ada@b.test', legacy)],
  ['/Groups/a%2Fb%20c', deleteRequest('Group', 'a/b c', legacy)],
])('%s', (target, request) => {
  expect(request.target).toBe(target);
});

const JSON_TYPE = { 'Content-Type': 'application/scim+json; charset=utf-8' };

test.each([
  ['by default: a version, neither User-Agent nor Accept', {}, { ADSCIMVersion: '5.0' }],
  ['without the version', { 'adscim-version': 'off' }, {}],
  ['in the dialect of 2018', { dialect: 'customappsso-2018' }, { ADSCIMVersion: '5.0' }],
  ['as Okta', { dialect: 'okta' }, { 'User-Agent': 'Okta SCIM Client 1.0.0' }],
])('headers %s; a content type only with a body', (_sentence, settings, headers) => {
  for (const request of oneOfEach(styleOf(settings))) {
    expect(request.headers).toEqual(request.body === null ? headers : { ...headers, ...JSON_TYPE });
  }
});

test.each([
  ['stays off the wire', {}, 'compliant', 0],
  ['is the last part of each query where it is forwarded', { 'flag-forwarding': 'on' }, 'compliant', 8],
  ['is not there to be forwarded where the tenant URL has none', { 'flag-forwarding': 'on', dialect: 'compliant' }, 'legacy', 0],
] as const)('the flag %s', (_sentence, settings, dialect, count) => {
  const requests = oneOfEach(styleOf(settings, dialect));
  expect(requests.filter(({ target }) => /[?&]aadOptscim062020$/.test(target))).toHaveLength(count);
  expect(requests.filter(({ target }) => target.includes('aadOpt'))).toHaveLength(count);
});

test.each([
  [{}, ''],
  [{ dialect: 'customappsso-2018' }, '/scim'],
  [{ dialect: 'customappsso-2018', 'scim-inserted': 'off' }, ''],
  [{ 'scim-inserted': 'on' }, '/scim'],
])('with %j, every path begins with "%s"', (settings, prefix) => {
  for (const { target } of oneOfEach(styleOf(settings))) expect(target).toMatch(new RegExp(`^${prefix}/(Users|Groups)`));
});

test('the probes look for a user and a group by the first matching attribute with a GUID that nobody has', () => {
  const configuration = defaultJobConfiguration();
  const probes = probeRequests({ configuration, dialect: 'legacy' }, seededRandom('probe'));
  const guid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
  expect(probes.map(({ request }) => request.target)).toEqual([
    expect.stringMatching(new RegExp(`^/Users\\?filter=userName\\+eq\\+%22${guid}%22$`)),
    expect.stringMatching(new RegExp(`^/Groups\\?excludedAttributes=members&filter=displayName\\+eq\\+%22${guid}%22$`)),
  ]);
});

function styleOf(habitSettings: Readonly<Record<string, string>>, dialect: WireDialect = 'legacy'): WireStyle {
  return wireStyleOf({ dialect, configuration: { habitSettings } });
}

function oneOfEach(style: WireStyle): readonly ScimRequest[] {
  return [
    matchRequest('User', { attribute: 'userName', value: 'ada' }, style),
    readRequest('Group', '1', style),
    readRequest('User', '1', style),
    createRequest('User', [], style),
    updateRequest('User', { id: '1', resource: {} }, [], style),
    managerRequest('1', { attribute: 'manager', managerTargetId: '2' }, style),
    memberRequest('1', { kind: 'add', attribute: 'members', memberTargetId: '2' }, style),
    deleteRequest('User', '1', style),
  ];
}
