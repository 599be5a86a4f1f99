import { expect, test } from 'vitest';
import { defaultJobConfiguration, toMappingSource } from './default-mappings.ts';
import type { AttributeMapping, ObjectMapping } from './job-configuration.ts';
import { mappingProblems } from './mapping-problems.ts';
import { sourceAttributesOf } from './source-catalogue.ts';
import { ENTERPRISE_USER_URN } from './target-attribute.ts';
import { targetDefinition } from './target-definition.ts';

const { user, group } = defaultJobConfiguration();
const MANAGER = `${ENTERPRISE_USER_URN}:manager`;
const BADGE = 'urn:ietf:params:scim:schemas:extension:Larkfield:2.0:User:badge';
const EXTENSION = 'extension_0123456789abcdef0123456789abcdef_costCode';

/** The default mapping with one row set or added, by its target and the short spelling of its source. */
function withRow(target: string, source: string, change: Partial<AttributeMapping> = {}): ObjectMapping {
  const row: AttributeMapping = {
    targetAttributeName: target,
    source: toMappingSource(source),
    matchingPriority: 0,
    flowType: 'Always',
    defaultValue: null,
    ...change,
  };
  const others = user.attributeMappings.filter(({ targetAttributeName }) => targetAttributeName !== target);
  return { ...user, attributeMappings: [...others, row] };
}

function withListed(...definitions: readonly Parameters<typeof targetDefinition>[]): ObjectMapping {
  return { ...user, targetAttributes: [...user.targetAttributes, ...definitions.map((given) => targetDefinition(...given))] };
}

test.each<[string, ObjectMapping]>([
  ['the default mapping of users', user],
  ['the default mapping of groups', group],
  ['a directory extension', withRow('nickName', `[${EXTENSION}]`)],
  ['a directory extension in an expression', withRow('nickName', `ToLower([${EXTENSION}])`)],
  [
    'a role function around the assignments',
    withRow('roles[primary eq "True"].value', 'SingleAppRoleAssignment([appRoleAssignments])'),
  ],
  ['a custom attribute with several values', withListed(['roles', 'String', { isMultivalued: true }])],
  [
    'a custom extension attribute',
    { ...withRow(BADGE, '[employeeId]'), ...{ targetAttributes: withListed([BADGE, 'String']).targetAttributes } },
  ],
  ['a custom extension attribute of 2021', withListed(['urn:ietf:params:scim:schemas:extension:2.0:Larkfield:badge', 'Integer'])],
  ['a second matching attribute', withRow('externalId', '[objectId]', { matchingPriority: 2 })],
  ['groups that are not provisioned', { ...group, enabled: false }],
])('nothing is wrong with %s', (_what, mapping) => {
  expect(mappingProblems(mapping)).toEqual([]);
});

test.each<[string, ObjectMapping, string, RegExp]>([
  ['a target that is no path', withRow('emails[type = work]', '[mail]'), 'emails[type = work]', /is no target attribute/],
  ['id as target', withRow('id', '[objectId]'), 'id', /belongs to the target/],
  [
    'a target outside the list',
    withRow('nickname2', '[mailNickname]'),
    'nickname2',
    /not in the attribute list.*Did you mean nickName/,
  ],
  ['entitlements', withRow('entitlements', '[department]'), 'entitlements', /does not support/],
  [
    'a target that is mapped twice',
    { ...user, attributeMappings: [...user.attributeMappings, ...withRow('Title', '[jobTitle]').attributeMappings.slice(-1)] },
    'Title',
    /mapped twice/,
  ],
  [
    'an unknown source attribute',
    withRow('nickName', '[mailNickName]'),
    'nickName',
    /no source attribute "mailNickName".*mailNickname/,
  ],
  ['a Graph name', withRow('nickName', '[mobilePhone]'), 'nickName', /Did you mean "mobile"/],
  ['an attribute that mappings do not have', withRow('nickName', '[sAMAccountName]'), 'nickName', /not available to mappings/],
  ['the roles themselves', withRow('nickName', '[appRoleAssignments]'), 'nickName', /only a role function/],
  [
    'roles in another function',
    withRow('nickName', 'ToLower([appRoleAssignments])'),
    'nickName, column 9',
    /ToLower cannot read/,
  ],
  ['the manager in an expression', withRow('nickName', 'Switch([manager], , "a", "b")'), 'nickName, column 8', /no expression/],
  ['an expression for a reference', withRow(MANAGER, 'ToLower([mail])'), MANAGER, /direct mapping only.*manager/],
  ['a text for a reference', withRow(MANAGER, '[mail]'), MANAGER, /direct mapping only/],
  ['a constant for a reference', withRow(MANAGER, '"ada"'), MANAGER, /direct mapping only/],
  ['an unknown function', withRow('nickName', 'ToLower(Uper([mail]))'), 'nickName, column 9', /no function "Uper".*ToUpper/],
  ['an unknown attribute of an expression', withRow('nickName', 'ToLower([mial])'), 'nickName, column 9', /"mial".*mail/],
  [
    'a value that is to be unique',
    withRow('nickName', 'SelectUniqueValue([mail], [displayName])'),
    'nickName, column 1',
    /not for a SCIM application/,
  ],
  [
    'a value that is to be unique, for matching',
    withRow('userName', 'SelectUniqueValue([mail], [displayName])', { matchingPriority: 1 }),
    'userName, column 1',
    /matching attribute/,
  ],
  ['nothing to match by', withRow('userName', '[mail]'), 'Match objects using this attribute', /No row is used/],
  ['a constant to match by', withRow('userName', '"ada"', { matchingPriority: 1 }), 'userName', /finds nobody/],
  ['a reference to match by', withRow(MANAGER, '[manager]', { matchingPriority: 2 }), MANAGER, /cannot be used for matching/],
  [
    'one precedence for two',
    withRow('externalId', '[objectId]', { matchingPriority: 1 }),
    'externalId',
    /precedence 1, and so has userName/,
  ],
  ['users that are not provisioned', { ...user, enabled: false }, 'Enabled', /cannot be disabled/],
  ['an attribute in the list twice', withListed(['NICKNAME', 'String']), 'Attribute list, NICKNAME', /twice/],
  ['two primary keys', withListed(['key', 'String', { isAnchor: true }]), 'Attribute list, Primary key?', /id and key are/],
  ['a custom reference', withListed(['boss', 'Reference']), 'Attribute list, boss', /may not be a Reference/],
  [
    'an extension in a form of its own',
    withListed(['urn:larkfield:badge', 'String']),
    'Attribute list, urn:larkfield:badge',
    /form/,
  ],
  ['a name that is no path', withListed(['two words', 'String']), 'Attribute list, two words', /no target attribute/],
  [
    'a scoping filter on the manager',
    {
      ...user,
      scope: {
        groups: [{ name: 'Sales', clauses: [{ attribute: 'manager', operator: 'EQUALS', values: ['ada'] }] }],
        inputFilterGroups: [],
        categoryFilterGroups: [],
      },
    },
    'Scoping filter "Sales", clause 1',
    /manager/,
  ],
])('%s is refused', (_what, mapping, place, sentence) => {
  const problems = mappingProblems(mapping);
  expect(problems.map((problem) => problem.place)).toEqual([place]);
  expect(`${problems[0]?.message} ${problems[0]?.remedy}`).toMatch(sentence);
});

test('a required attribute that is not mapped is refused', () => {
  const attributeMappings = user.attributeMappings.filter(({ targetAttributeName }) => targetAttributeName !== 'userName');
  const places = mappingProblems({ ...user, attributeMappings }).map(({ place }) => place);
  expect(places).toEqual(['Match objects using this attribute', 'userName']);
});

test('an attribute of an imported document may be named, but no extension with several values', () => {
  const sourceAttributes = [
    { name: 'userPrincipalName', isMultivalued: false },
    { name: 'onPremisesSamAccountName', isMultivalued: false },
    { name: EXTENSION, isMultivalued: true },
  ];
  const rows = ['[userPrincipalName]', '[onPremisesSamAccountName]', `[${EXTENSION}]`].map((source, index) => ({
    ...(withRow('userName', source, { matchingPriority: 1 }).attributeMappings.at(-1) as AttributeMapping),
    ...(index === 0 ? {} : { targetAttributeName: index === 1 ? 'nickName' : 'title', matchingPriority: 0 }),
  }));
  const problems = mappingProblems({ ...user, attributeMappings: rows }, { sourceAttributes });
  expect(problems.map(({ place, message }) => [place, message])).toEqual([['title', expect.stringContaining('several values')]]);
});

test('each of hundreds of misspelt targets is told its nearest name in a list of thousands', () => {
  const urn = 'urn:ietf:params:scim:schemas:extension:Larkfield:2.0:User';
  const listed = Array.from({ length: 1_900 }, (_each, index) => targetDefinition(`${urn}:attribute${index}`, 'String'));
  const [first] = withRow('nickName', '[mail]').attributeMappings.slice(-1);
  const rows = Array.from({ length: 200 }, (_each, index) => ({
    ...first,
    targetAttributeName: `${urn}:atribute${1_000 + index}`,
  }));
  const mapping = {
    ...user,
    attributeMappings: [...user.attributeMappings, ...(rows as AttributeMapping[])],
    targetAttributes: [...user.targetAttributes, ...listed],
  };
  const remedies = mappingProblems(mapping).map(({ remedy }) => /Did you mean (.*)\? If/.exec(remedy)?.[1]);
  expect(remedies).toEqual(rows.map((_row, index) => `${urn}:attribute${1_000 + index}`));
});

test('a filter may name what an imported document declares', () => {
  const clause = { attribute: 'shipyard', operator: 'EQUALS', values: ['North'] };
  const scope = { groups: [{ name: 'Yard', clauses: [clause] }], inputFilterGroups: [], categoryFilterGroups: [] };
  expect(mappingProblems({ ...user, scope })).toMatchObject([{ place: 'Scoping filter "Yard", clause 1' }]);
  const sourceAttributes = [...sourceAttributesOf('User', null), { name: 'shipyard', isMultivalued: false }];
  expect(mappingProblems({ ...user, scope }, { sourceAttributes })).toEqual([]);
});
