import { expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import { defaultJobConfiguration } from '../default-mappings.ts';
import type { AttributeMapping } from '../job-configuration.ts';
import { importMappingTable } from './import-mapping-table.ts';

const current = defaultJobConfiguration();

function imported(text: string) {
  const table = importMappingTable(text, current);
  assert(table.ok, JSON.stringify(table));
  return table.value;
}

/** A row in short: `target <- source`, its precedence behind it where it matches. */
function short({ targetAttributeName, source, matchingPriority }: AttributeMapping): string {
  const text =
    source.type === 'Attribute' ? `[${source.name}]` : source.type === 'Function' ? source.expression : JSON.stringify(source);
  return `${targetAttributeName} <- ${text}${matchingPriority === 0 ? '' : ` ${matchingPriority}`}`;
}

const SWITCH = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")';
const fourRows = [
  'userName <- [userPrincipalName] 1',
  `active <- ${SWITCH}`,
  'emails[type eq "work"].value <- [mail]',
  'name.formatted <- Join(", ", [surname], [givenName])',
];

test.each([
  [
    'as the portal shows it, divided by tabs',
    `customappsso Attribute\tMicrosoft Entra ID Attribute\tMatching precedence\tRemove
userName\tuserPrincipalName\t1\tDelete
active\t${SWITCH}\t\tDelete
emails[type eq "work"].value\tmail\t\tDelete
name.formatted\tJoin(", ", [surname], [givenName])\t\tDelete`,
  ],
  [
    'as CSV, with and without quotes',
    `customappsso Attribute,Azure Active Directory Attribute,Matching precedence
userName,userPrincipalName,1
"active","Switch([IsSoftDeleted], , ""False"", ""True"", ""True"", ""False"")",
"emails[type eq ""work""].value",mail,
name.formatted,"Join("", "", [surname], [givenName])",`,
  ],
  [
    'with semicolons, no header, the columns in the other order',
    `userPrincipalName;userName;1
${SWITCH};active;
mail;emails[type eq "work"].value;
Join(", ", [surname], [givenName]);name.formatted;`,
  ],
  [
    "with commas that are nobody's but the expression's",
    `userName,[userPrincipalName],1
active,${SWITCH},
emails[type eq "work"].value,[mail],
name.formatted,Join(", ", [surname], [givenName]),`,
  ],
  [
    'as Markdown in the guide of a vendor',
    `## User mapping

| Azure AD attribute | **Acme** attribute | Matching | Notes |
|:---|:---|---:|---|
| \`userPrincipalName\` | \`userName\` | 1 | must be unique |
| \`${SWITCH}\` | active | | |
| mail | emails\\[type eq "work"\\].value | - | |
| Join(“, ”, \\[surname\\], \\[givenName\\]) | \`name.formatted\` | | |`,
  ],
  [
    'with Windows line ends and empty lines',
    `\ufeffuserName\tuserPrincipalName\t1\r\n\r\nactive\t${SWITCH}\r\nemails[type eq "work"].value\tmail\r\nname.formatted\tJoin(", ", [surname], [givenName])\r\n`,
  ],
])('%s', (_sentence, text) => {
  const { configuration, notes } = imported(text);
  expect(configuration.user.attributeMappings.map(short)).toEqual(fourRows);
  expect(configuration).toEqual({
    ...current,
    user: { ...current.user, attributeMappings: configuration.user.attributeMappings },
  });
  expect(notes).toEqual([]);
});

test('users and groups one after the other, each under its heading', () => {
  const { configuration } = imported(`Users
userName,userPrincipalName,1
active,Not([IsSoftDeleted]),

Groups
displayName,displayName,1
externalId,objectId,`);
  expect(configuration.user.attributeMappings.map(short)).toEqual([
    'userName <- [userPrincipalName] 1',
    'active <- Not([IsSoftDeleted])',
  ]);
  expect(configuration.group.attributeMappings.map(short)).toEqual([
    'displayName <- [displayName] 1',
    'externalId <- [objectId]',
  ]);
});

test('two tables of users are one mapping', () => {
  const { configuration } = imported(`Required
Acme attribute;Entra attribute;Matching
userName;userPrincipalName;1

Optional, in the other order
Entra attribute;Acme attribute
jobTitle;title`);
  expect(configuration.user.attributeMappings.map(short)).toEqual(['userName <- [userPrincipalName] 1', 'title <- [jobTitle]']);
});

test('a table of members is one of groups; without a column of precedence, what matched still does', () => {
  const { configuration } = imported('displayName\tdisplayName\nmembers\tmembers');
  expect(configuration.group.attributeMappings.map(short)).toEqual(['displayName <- [displayName] 1', 'members <- [members]']);
  expect(configuration.user).toBe(current.user);
});

test('further columns of the portal: mapping type, default value, when it applies', () => {
  const { configuration } =
    imported(`Target attribute\tMapping type\tSource attribute\tDefault value if null\tApply this mapping\tMatching precedence
userName\tDirect\tuserPrincipalName\t\tAlways\t1
title\tDirect\tjobTitle\tHand\tOnly during object creation\t
userType\tConstant\tEmployee\t\t\t`);
  expect(configuration.user.attributeMappings.slice(1)).toEqual([
    {
      targetAttributeName: 'title',
      source: { type: 'Attribute', name: 'jobTitle' },
      matchingPriority: 0,
      flowType: 'ObjectAddOnly',
      defaultValue: 'Hand',
    },
    {
      targetAttributeName: 'userType',
      source: { type: 'Constant', value: 'Employee' },
      matchingPriority: 0,
      flowType: 'Always',
      defaultValue: null,
    },
  ]);
});

test('an attribute that the list does not have is added to it, which is said', () => {
  const { configuration, notes } = imported(
    'userName,mail,1\nurn:ietf:params:scim:schemas:extension:acme:2.0:User:badge,employeeId,',
  );
  expect(configuration.user.targetAttributes.at(-1)?.name).toBe('urn:ietf:params:scim:schemas:extension:acme:2.0:User:badge');
  expect(notes).toMatchObject([{ severity: 'note', place: 'line 2' }]);
});

test.each<[string, string, string, RegExp, RegExp]>([
  ['no table', 'Please map the e-mail address.', 'line 1', /no table here/, /Paste rows/],
  ['an empty one', '', 'line 1', /no table here/, /Paste rows/],
  ['a target that is none', 'userName,mail,1\nis active?,mail,', 'line 2', /"is active\?" is no target attribute/, /SCIM path/],
  [
    'a precedence that is none',
    'userName,mail,1\ntitle,jobTitle,first',
    'line 2',
    /"first" is no matching precedence/,
    /whole number/,
  ],
  ['an unknown source attribute', 'userName,userPrincipalNme,1', 'line 1', /userPrincipalNme/, /userPrincipalName/],
  ["a name of Graph's", 'userName,mail,1\nphoneNumbers[type eq "mobile"].value,mobilePhone,', 'line 2', /mobilePhone/, /mobile/],
  ['an unknown function', 'userName,mail,1\nactive,Nto([IsSoftDeleted]),', 'line 2', /Nto/, /Not/],
  ['no matching attribute', 'userName,mail,0', 'line 1', /matching/, /userName/],
  ['more rows than a mapping has', 'userName,mail,1\n'.repeat(501), 'line 1', /501 rows; at most 500/, /alone/],
  ['more than 1 MB', 'userName,mail,1\n'.repeat(70_000), 'line 1', /1 MB/, /alone/],
  ['a required attribute that is left out', 'externalId,objectId,1', 'line 1', /userName is required/, /Add a row/],
])('refused with its line: %s', (_sentence, text, place, message, remedy) => {
  const table = importMappingTable(text, current);
  expect(table.ok ? [] : table.problems).toMatchObject([
    { place, message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) },
  ]);
});
