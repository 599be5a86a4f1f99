import fc from 'fast-check';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';

const E = enterpriseUserSchema.id;

const words = fc.constantFrom('a', 'ab', 'b', 'work', 'home');
const booleans = fc.boolean();
const emails = fc.record({ value: words, type: words, primary: booleans }, { requiredKeys: ['value'], noNullPrototype: true });
const names = fc.record({ familyName: words, givenName: words }, { requiredKeys: [], noNullPrototype: true });
const enterprises = fc.record({ department: words, costCenter: words }, { requiredKeys: [], noNullPrototype: true });

const TEXT_PATHS = ['title', 'displayName', 'userName', 'externalId', 'NAME.givenname', `${E}:department`, `${E}:manager.value`];
const ELEMENT_PATHS = [
  'emails',
  'emails[type eq "work"]',
  'emails[value co "a"]',
  'emails[not (type pr)]',
  'addresses[type eq "work"]',
];

const sound: fc.Arbitrary<JsonObject> = fc.oneof(
  operationsAt(fc.constantFrom(...TEXT_PATHS), words),
  operationsAt(fc.constantFrom('active', ...ELEMENT_PATHS.map((path) => `${path}.primary`)), booleans),
  operationsAt(fc.constantFrom('emails.display', ...ELEMENT_PATHS.slice(1, 4).map((path) => `${path}.type`)), words),
  operationsAt(fc.constant('emails'), fc.array(emails, { maxLength: 3 })),
  operationsAt(fc.constantFrom(...ELEMENT_PATHS.slice(1, 4), 'emails[type eq "home" and primary eq true]'), emails),
  operationsAt(fc.constant('name'), names),
  operationsAt(fc.constant(E), enterprises),
  fc.record({
    op: fc.constantFrom('add', 'replace'),
    value: fc.record<Record<string, Json>>(
      { title: words, active: booleans, name: names, emails: fc.array(emails, { maxLength: 2 }), [E]: enterprises },
      { requiredKeys: [], noNullPrototype: true },
    ),
  }),
);

const scalars = fc.constantFrom<Json>('a', '', 'True', 'false', true, null, 7);
const wildMembers = fc.dictionary(
  fc.constantFrom('value', 'type', 'primary', 'title', 'name.givenName', E, 'bogus', 'schemas'),
  scalars,
  {
    noNullPrototype: true,
  },
);
const wildPaths = fc.constantFrom(
  ...[null, 'bogus', 'name.bogus', 'groups', 'id', 'meta.version', 'schemas', 'manager', 'department', `${E}:manager`, 'name'],
  ...[
    'emails[primary eq "True"].value',
    'name[familyName eq "a"].givenName',
    'roles[primary eq "True"].value',
    'emails[',
    '',
    'a b',
    'active',
  ],
);
const wild: fc.Arbitrary<JsonObject> = fc.record(
  {
    op: fc.constantFrom('add', 'replace', 'remove', 'Add', 'Replace', 'Remove', 'move'),
    path: wildPaths,
    value: fc.oneof(scalars, wildMembers, fc.array(fc.oneof(scalars, wildMembers), { maxLength: 2 })),
  },
  { requiredKeys: ['op'], noNullPrototype: true },
);

/** Operations of a PATCH as clients write them, most of them sound, some of them not. */
export const operationLists: fc.Arbitrary<readonly JsonObject[]> = fc.array(
  fc.oneof({ arbitrary: sound, weight: 8 }, { arbitrary: wild, weight: 1 }),
  { minLength: 1, maxLength: 4 },
);

function operationsAt(paths: fc.Arbitrary<string>, values: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    { arbitrary: fc.record({ op: fc.constantFrom('add', 'replace'), path: paths, value: values }), weight: 3 },
    { arbitrary: fc.record({ op: fc.constant('remove'), path: paths }), weight: 1 },
    { arbitrary: fc.record({ op: fc.constant('replace'), path: paths, value: fc.constant(null) }), weight: 1 },
  );
}
