import { expect, test } from 'vitest';
import { createHttpTransport } from '#harness/adapters/http-transport.ts';
import { createInProcessTransport } from '#harness/adapters/in-process-transport.ts';
import type { SentExchange, Transport } from '#harness/ports/session-ports.ts';
import { faultDefinitions } from '#server/faults/fault-catalogue.ts';
import { readFaults } from '#server/faults/read-faults.ts';
import { listenScim } from '#server/http/listen.ts';
import { everyTolerance, openTestDirectory, patchBody, type TestDirectory } from '#server/testing/test-directory.ts';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { ScimRequest } from '#shared/scim/message.ts';

/** When both clients give up. */
const TIMEOUT_MS = 600;

/** Effects with the condition they are tried under; every kind of the catalogue is among them. */
const examples: readonly (readonly [sentence: string, effect: JsonObject, when?: JsonObject])[] = [
  ['a status', { kind: 'status', status: 503 }, { every: 2 }],
  ['a status with a keyword', { kind: 'status', status: 409, scimType: 'uniqueness', detail: 'Taken.' }, { method: 'POST' }],
  ['a status with a body of its own', { kind: 'status', status: 500, body: '<h1>Oops</h1>', mediaType: 'text/html' }],
  ['a status without a body', { kind: 'status', status: 403, body: '' }],
  ['429 with seconds', { kind: 'too-many-requests', retryAfterS: 7 }, { nth: [1, 3] }],
  ['429 with a date', { kind: 'too-many-requests', retryAfterS: 7, form: 'date' }],
  ['a login page', { kind: 'login-page' }],
  ['a redirect that stays here', { kind: 'redirect', location: '{directory}/ServiceProviderConfig' }, { path: '/Users/*' }],
  ['a redirect that never ends', { kind: 'redirect', location: '{directory}/Users' }, { path: '/Users' }],
  ['a redirect to another host', { kind: 'redirect', location: 'https://login.example.test/' }],
  ['a token that expires', { kind: 'token-expires', after: 3 }],
  ['an answer that comes late', { kind: 'latency', ms: 5, jitterMs: 20 }],
  ['an answer that comes too late', { kind: 'latency', ms: 3_600_000 }, { nth: 2 }],
  ['no answer', { kind: 'no-answer' }, { nth: 3 }],
  ['no answer to what was done', { kind: 'no-answer', isCarriedOut: true }, { nth: 3 }],
  ['a connection dropped before', { kind: 'dropped' }],
  ['a connection dropped now and then', { kind: 'dropped', moment: 'before' }, { chance: 0.5 }],
  ['a connection dropped after', { kind: 'dropped', moment: 'after' }],
  ['a connection dropped in the body', { kind: 'dropped', moment: 'in-body' }],
  ['no HTTP', { kind: 'no-http' }],
  ['no HTTP for what was done', { kind: 'no-http', isCarriedOut: true }, { method: 'PATCH' }],
  ['a body cut off', { kind: 'truncated', lostCount: 30 }],
  ['a body that is no JSON', { kind: 'not-json', text: 'Saved ✓' }],
  ['another media type', { kind: 'media-type', mediaType: 'text/html' }],
  ['no id', { kind: 'omits', attributes: ['id', 'meta'] }],
  ['a changed id', { kind: 'changed-id' }],
  ['the manager as a text', { kind: 'manager-as-text' }],
  ['a PATCH answered with the resource', { kind: 'patch-answer', form: 'resource' }],
  ['a PATCH answered with nothing', { kind: 'patch-answer', form: 'empty' }],
  ['a PATCH answered with 204', { kind: 'patch-answer', form: 'no-content' }],
  ['each match twice', { kind: 'duplicate-match' }],
  ['members in spite of all', { kind: 'members-despite-exclusion' }],
  ['userName by its letters', { kind: 'case-sensitive-user-name' }],
  ['filters ignored', { kind: 'ignored-filter' }],
  ['404 for nothing found', { kind: 'not-found-when-empty' }],
  ['who is inactive hidden', { kind: 'inactive-hidden' }],
  ['stale reads', { kind: 'stale-read', reads: 2 }],
  ['lost updates', { kind: 'lost-update' }],
  ['members wiped', { kind: 'members-wiped' }],
  ['the member before lost', { kind: 'concurrent-member-lost' }],
  ['one member at most', { kind: 'member-limit', limit: 1 }],
  ['"False" kept', { kind: 'boolean-kept-as-text' }],
  ['other values wiped', { kind: 'value-path-wipes-others' }],
  ['values added anew', { kind: 'value-path-adds-anew' }],
  ['dotted keys dropped', { kind: 'dotted-keys-dropped' }],
  ['no patience', { kind: 'intolerant', tolerances: ['create-on-missing-value-path'] }],
];

test('every fault of the server is among them', () => {
  expect([...new Set(examples.map(([, { kind }]) => kind))].sort()).toEqual(faultDefinitions.map(({ kind }) => kind).sort());
});

test.each(examples.map(([sentence, effect, when = {}]) => [sentence, effect, when] as const))(
  '%s comes out the same in process and over sockets',
  async (_sentence, effect, when) => {
    const inProcess = openWorld(effect, when);
    const { server, id, token } = inProcess;
    const sentInProcess = await tell(createInProcessTransport(server, id, token, { timeoutMs: TIMEOUT_MS }), inProcess);
    const { world, transport, close } = await openSocketWorld(effect, when);
    try {
      const sentOverSockets = await tell(transport, world);
      expect(sentOverSockets.map(comparable)).toEqual(sentInProcess.map(comparable));
      expect(stateOf(world)).toEqual(stateOf(inProcess));
      expect(inProcess.server.faults(id).rules[0]?.firedCount).toBeGreaterThan(0);
    } finally {
      await close();
    }
  },
);

test('in process no time passes, and the exchange says how long it took all the same', async () => {
  const world = openWorld({ kind: 'latency', ms: 2500, jitterMs: 1000 }, {});
  const send = createInProcessTransport(world.server, world.id, world.token).send;
  const durations = [await send(request('GET', '/Users')), await send(request('GET', '/Users'))].map(
    ({ durationMs }) => durationMs,
  );
  expect(durations.every((ms) => Number.isInteger(ms) && ms >= 2500 && ms <= 3500)).toBe(true);
  expect(durations[0]).not.toBe(durations[1]);
  const silent = openWorld({ kind: 'no-answer' }, {});
  const { durationMs } = await createInProcessTransport(silent.server, silent.id, silent.token).send(request('GET', '/Users'));
  expect(durationMs).toBe(60_000);
});

interface World extends TestDirectory {
  readonly ada: string;
  readonly grace: string;
  readonly sales: string;
}

/** Ada and Grace, and a group with Ada in it; then the directory begins to misbehave. Ids are the same in every world. */
function openWorld(effect: JsonObject, when: JsonObject): World {
  const directory = openTestDirectory(everyTolerance);
  const ada = directory.createUser('ada@larkfield.test', { emails: [{ type: 'home', value: 'ada@home.test' }] });
  const grace = directory.createUser('Grace@larkfield.test', { active: false });
  const sales = directory.createGroup('Sales', [ada]);
  const rules = readFaults([{ id: 'fault', when, effect }], 'faults');
  assert(rules.ok, JSON.stringify(rules));
  directory.server.setFaults(directory.id, { seed: '7', rules: rules.value });
  return { ...directory, ada, grace, sales };
}

async function openSocketWorld(effect: JsonObject, when: JsonObject) {
  const world = openWorld(effect, when);
  const face = await listenScim(world.server, 0);
  const url = parseTenantUrl(`http://127.0.0.1:${face.port}/scim/v2/${world.id}`);
  assert(url.ok, 'the address can be read');
  const transport = createHttpTransport({
    url: url.value,
    token: world.token,
    options: { allowsPlainHttp: true, certificateAuthority: null, certificateFingerprint: null, extraHeader: null },
    environment: {},
    isBundledServer: true,
    timeoutMs: TIMEOUT_MS,
  });
  return {
    world,
    transport,
    close: () => {
      transport.close();
      return face.close();
    },
  };
}

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A story in which every kind of fault has a part. */
async function tell(transport: Transport, { ada, grace, sales }: World): Promise<readonly SentExchange[]> {
  const members = (...ids: readonly string[]): JsonObject[] => ids.map((value) => ({ value }));
  const story = [
    request('GET', `/Users?filter=${encodeURIComponent('userName eq "grace@larkfield.test"')}`),
    request('GET', `/Users?filter=${encodeURIComponent('userName eq "nobody"')}`),
    patch(`/Users/${ada}`, [
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'ada@larkfield.test' },
      { op: 'Add', path: `${enterprise}:manager`, value: grace },
    ]),
    patch(`/Users/${ada}`, [{ op: 'add', value: { 'name.givenName': 'Ada', title: 'Pilot' } }]),
    request('GET', `/Users/${ada}`),
    request('GET', `/Users/${ada}`),
    request('POST', '/Users', { schemas: [core], userName: 'linus@larkfield.test' }),
    patch(`/Groups/${sales}`, [{ op: 'Add', path: 'members', value: members(grace) }]),
    patch(`/Groups/${sales}`, [{ op: 'Add', path: 'members', value: members(ada) }]),
    patch(`/Groups/${sales}`, [{ op: 'Remove', path: 'members', value: members(ada) }]),
    request('GET', `/Groups/${sales}?excludedAttributes=members`),
    request('DELETE', `/Users/${grace}`),
    request('GET', `/Users/${grace}`),
  ];
  const sent: SentExchange[] = [];
  for (const each of story) sent.push(await transport.send(each));
  return sent;
}

function request(method: ScimRequest['method'], target: string, body: ScimRequest['body'] = null): ScimRequest {
  return { method, target, headers: body === null ? {} : { 'Content-Type': 'application/scim+json; charset=utf-8' }, body };
}

function patch(target: string, operations: readonly JsonObject[]): ScimRequest {
  return request('PATCH', target, patchBody(...operations));
}

/** Headers that only a socket has are left out, and its host and port are those of a server in process. */
function comparable({ outcome }: SentExchange): unknown {
  const text = JSON.stringify(outcome).replace(/127\.0\.0\.1:\d+/g, 'localhost');
  const read = JSON.parse(text) as SentExchange['outcome'];
  if (read.kind === 'failure') return read;
  const { status, headers, text: body } = read.response;
  const kept = Object.entries(headers).filter(
    ([name]) => !['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'].includes(name),
  );
  return { status, headers: Object.fromEntries(kept), body };
}

/** What the directory holds in the end, whatever its answers said. */
function stateOf({ server, id }: World): unknown {
  const page = { offset: 0, limit: 10 };
  return [server.resources(id, { type: 'User', ...page }), server.resources(id, { type: 'Group', ...page }), server.faults(id)];
}
