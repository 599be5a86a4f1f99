import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from './error.ts';
import { PATCH_OP_URN } from './message.ts';
import { applyPatch } from './patch.ts';
import { readPatch } from './patch-request.ts';
import { userType } from './resource-types.ts';
import type { ToleranceId } from './tolerance.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const work = { type: 'work', value: 'ada@larkfield.test', primary: true };
const home = { type: 'home', value: 'ada@home.test' };
const ada: JsonObject = {
  userName: 'ada@larkfield.test',
  displayName: 'Ada',
  active: true,
  name: { givenName: 'Ada', familyName: 'Lark' },
  emails: [work, home],
  [enterprise]: { department: 'Research', manager: { value: 'm1' } },
};

function patch(operations: readonly Json[], ...tolerances: readonly ToleranceId[]): JsonObject {
  const accepted = new Set(tolerances);
  const body = { schemas: [PATCH_OP_URN], Operations: operations };
  return applyPatch(ada, readPatch(body, userType, accepted), accepted);
}

function refusalOf(operations: readonly Json[], ...tolerances: readonly ToleranceId[]): [number, string | null, string] | null {
  try {
    patch(operations, ...tolerances);
    return null;
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return [error.status, error.scimType, error.message];
  }
}

describe('the plain reading of RFC 7644 §3.5.2', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['add sets an attribute that had no value', { op: 'add', path: 'title', value: 'Engineer' }, { title: 'Engineer' }],
    ['add replaces the value of a single one', { op: 'add', path: 'displayName', value: 'A.' }, { displayName: 'A.' }],
    [
      'names ignore case and are stored as the schema spells them',
      { op: 'replace', path: 'DISPLAYNAME', value: 'A.' },
      { displayName: 'A.' },
    ],
    [
      'a sub-attribute leaves its neighbours',
      { op: 'replace', path: 'name.familyName', value: 'L' },
      { name: { givenName: 'Ada', familyName: 'L' } },
    ],
    [
      'a complex value merges',
      { op: 'replace', path: 'name', value: { familyName: 'L' } },
      { name: { givenName: 'Ada', familyName: 'L' } },
    ],
    [
      'null in a complex value clears that part',
      { op: 'replace', path: 'name', value: { givenName: null } },
      { name: { familyName: 'Lark' } },
    ],
    [
      'without a path every member of the value is a change',
      { op: 'replace', value: { active: false, name: { givenName: 'A' }, [enterprise]: { department: 'Sales' } } },
      {
        active: false,
        name: { givenName: 'A', familyName: 'Lark' },
        [enterprise]: { department: 'Sales', manager: { value: 'm1' } },
      },
    ],
    [
      'an extension attribute is named by its URN',
      { op: 'add', path: `${enterprise}:costCenter`, value: '42' },
      { [enterprise]: { department: 'Research', manager: { value: 'm1' }, costCenter: '42' } },
    ],
    [
      'add to a multi-valued attribute appends',
      { op: 'add', path: 'emails', value: [{ value: 'x@y.test' }] },
      { emails: [work, home, { value: 'x@y.test' }] },
    ],
    [
      'and need not be a list',
      { op: 'add', path: 'emails', value: { value: 'x@y.test' } },
      { emails: [work, home, { value: 'x@y.test' }] },
    ],
    ['but not what is there already', { op: 'add', path: 'emails', value: [home] }, {}],
    [
      'a new primary takes the place of the old',
      { op: 'add', path: 'emails', value: [{ value: 'x', primary: true }] },
      { emails: [{ ...work, primary: false }, home, { value: 'x', primary: true }] },
    ],
    [
      'replace of a multi-valued attribute replaces all of it',
      { op: 'replace', path: 'emails', value: [home] },
      { emails: [home] },
    ],
    [
      'a value filter chooses elements',
      { op: 'replace', path: 'emails[type eq "home"].value', value: 'new' },
      { emails: [work, { type: 'home', value: 'new' }] },
    ],
    [
      'making one primary takes it from the others',
      { op: 'add', path: 'emails[type eq "home"].primary', value: true },
      {
        emails: [
          { ...work, primary: false },
          { ...home, primary: true },
        ],
      },
    ],
    [
      'replace of a chosen element leaves nothing of it',
      { op: 'replace', path: 'emails[type eq "home"]', value: { value: 'n' } },
      { emails: [work, { value: 'n' }] },
    ],
    [
      'add to a chosen element merges',
      { op: 'add', path: 'emails[type eq "home"]', value: { display: 'H' } },
      { emails: [work, { ...home, display: 'H' }] },
    ],
    ['remove of chosen elements', { op: 'remove', path: 'emails[type eq "work"]' }, { emails: [home] }],
    [
      'remove of a sub-attribute of one',
      { op: 'remove', path: 'emails[type eq "work"].primary' },
      { emails: [{ type: 'work', value: 'ada@larkfield.test' }, home] },
    ],
    ['remove of an absent attribute changes nothing', { op: 'remove', path: 'nickName' }, {}],
    [
      'replace with null unassigns',
      { op: 'replace', path: `${enterprise}:manager`, value: null },
      { [enterprise]: { department: 'Research' } },
    ],
  ])('%s', (_sentence, operation, difference) => {
    expect(patch([operation])).toEqual({ ...ada, ...difference });
  });

  test('remove takes the whole attribute, and an extension with nothing left goes too', () => {
    const { emails: _emails, [enterprise]: _extension, ...rest } = ada;
    expect(
      patch([
        { op: 'remove', path: 'emails' },
        { op: 'remove', path: enterprise },
      ]),
    ).toEqual(rest);
  });

  test('operations run in order, each on what the one before left', () => {
    const operations = [
      { op: 'add', path: 'roles', value: [{ value: 'Admin' }] },
      { op: 'replace', path: 'roles[value eq "Admin"].display', value: 'Administrator' },
    ];
    expect(patch(operations)['roles']).toEqual([{ value: 'Admin', display: 'Administrator' }]);
  });

  test('what a schema does not let a client write inside a value is passed over', () => {
    expect(
      patch([{ op: 'replace', path: `${enterprise}:manager`, value: { value: 'm2', displayName: 'Grace', $ref: 'x' } }])[
        enterprise
      ],
    ).toEqual({
      department: 'Research',
      manager: { value: 'm2' },
    });
  });

  test.each<[string, JsonObject, string, string]>([
    ['an unknown op', { op: 'move', path: 'title' }, 'invalidSyntax', 'found "move"'],
    [
      'a path that is none',
      { op: 'replace', path: 'emails[type', value: 'x' },
      'invalidFilter',
      'Expected a comparison operator',
    ],
    [
      'an attribute of no schema',
      { op: 'replace', path: 'colour', value: 'red' },
      'invalidPath',
      'no schema of User defines "colour"',
    ],
    ['a read-only attribute', { op: 'replace', path: 'id', value: 'x' }, 'mutability', '"id" is read-only'],
    [
      'membership, which changes at the group',
      { op: 'add', path: 'groups', value: [{ value: 'g' }] },
      'mutability',
      '"groups" is read-only',
    ],
    ['a required attribute removed', { op: 'remove', path: 'userName' }, 'mutability', 'userName is required'],
    ['a required attribute emptied', { op: 'replace', path: 'userName', value: ' ' }, 'invalidValue', 'userName is required'],
    ['remove without a path', { op: 'remove' }, 'noTarget', 'remove needs a path'],
    ['no path and no object', { op: 'add', value: 'x' }, 'invalidSyntax', 'must be an object of attributes'],
    ['a wrong type', { op: 'replace', path: 'displayName', value: 5 }, 'invalidValue', 'must be a string, found 5'],
    [
      'two primary values',
      { op: 'replace', path: 'emails', value: [work, { ...home, primary: true }] },
      'invalidValue',
      '2 primary values',
    ],
    [
      'a filter that matches nothing',
      { op: 'replace', path: 'emails[type eq "other"].value', value: 'x' },
      'noTarget',
      'matches the filter',
    ],
    [
      'a filter on a simple attribute',
      { op: 'replace', path: 'title[value eq "x"]', value: 'y' },
      'invalidPath',
      'has one value',
    ],
  ])('refuses %s', (_sentence, operation, scimType, detail) => {
    const refusal = refusalOf([operation]);
    expect(refusal?.slice(0, 2)).toEqual([400, scimType]);
    expect(refusal?.[2]).toContain(detail);
  });

  test.each<[string, Json, string]>([
    ['a body that is no object', [], 'must be a JSON object'],
    ['no Operations', { schemas: [PATCH_OP_URN] }, 'Operations must be an array'],
    [
      'more operations than anybody needs',
      { schemas: [PATCH_OP_URN], Operations: Array.from({ length: 2001 }, () => ({ op: 'remove', path: 'title' })) },
      'A PATCH may hold 2000 operations, found 2001',
    ],
    ['an operation that is no object', { schemas: [PATCH_OP_URN], Operations: ['x'] }, 'Operations[0] must be an object'],
  ])('refuses a message with %s', (_sentence, body, detail) => {
    expect(() => readPatch(body, userType, new Set())).toThrow(detail);
  });
});

describe('each tolerance accepts one departure, which is refused without it and names it', () => {
  test.each<[ToleranceId, string, JsonObject, JsonObject]>([
    ['op-any-case', 'invalidSyntax', { op: 'Replace', path: 'displayName', value: 'A.' }, { displayName: 'A.' }],
    ['string-booleans', 'invalidValue', { op: 'replace', path: 'active', value: 'False' }, { active: false }],
    [
      'dotted-keys-in-pathless-value',
      'invalidSyntax',
      { op: 'replace', value: { 'name.givenName': 'A' } },
      { name: { givenName: 'A', familyName: 'Lark' } },
    ],
    [
      'urn-keys-in-pathless-value',
      'invalidSyntax',
      { op: 'replace', value: { [`${enterprise}:department`]: 'Sales' } },
      { [enterprise]: { department: 'Sales', manager: { value: 'm1' } } },
    ],
    [
      'create-on-missing-value-path',
      'noTarget',
      { op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '1' },
      { phoneNumbers: [{ type: 'mobile', value: '1' }] },
    ],
    [
      'manager-as-string',
      'invalidValue',
      { op: 'add', path: `${enterprise}:manager`, value: 'm2' },
      { [enterprise]: { department: 'Research', manager: { value: 'm2' } } },
    ],
    [
      'single-value-in-array',
      'invalidValue',
      { op: 'add', path: `${enterprise}:manager`, value: [{ value: 'm2' }] },
      { [enterprise]: { department: 'Research', manager: { value: 'm2' } } },
    ],
    [
      'extension-attributes-without-urn',
      'invalidPath',
      { op: 'replace', path: 'department', value: 'Sales' },
      { [enterprise]: { department: 'Sales', manager: { value: 'm1' } } },
    ],
    [
      'value-path-on-single-value',
      'invalidPath',
      { op: 'remove', path: `${enterprise}:manager[value eq "m1"]` },
      { [enterprise]: { department: 'Research' } },
    ],
    [
      'empty-string-unassigns',
      'invalidValue',
      { op: 'replace', path: `${enterprise}:manager`, value: { value: '' } },
      { [enterprise]: { department: 'Research' } },
    ],
    [
      'remove-members-by-value',
      'invalidSyntax',
      { op: 'remove', path: 'emails', value: [{ value: 'ada@home.test' }] },
      { emails: [work] },
    ],
    ['remove-of-absent-value', 'noTarget', { op: 'remove', path: 'emails[type eq "other"]' }, {}],
    ['unknown-attributes-ignored', 'invalidPath', { op: 'add', path: 'urn:example:2.0:User:badge', value: '7' }, {}],
  ])('%s', (tolerance, scimType, operation, difference) => {
    const refusal = refusalOf([operation]);
    expect(refusal?.slice(0, 2)).toEqual([400, scimType]);
    expect(refusal?.[2]).toContain(`The tolerance "${tolerance}" accepts it.`);
    expect(patch([operation], tolerance)).toEqual({ ...ada, ...difference });
  });

  test('empty-operations and missing-schemas are about the message', () => {
    expect(refusalOf([])?.[2]).toContain('The tolerance "empty-operations" accepts it.');
    expect(patch([], 'empty-operations')).toEqual(ada);
    const bare = { Operations: [{ op: 'add', path: 'title', value: 'x' }] };
    expect(() => readPatch(bare, userType, new Set())).toThrow('The tolerance "missing-schemas" accepts it.');
    expect(readPatch(bare, userType, new Set(['missing-schemas']))).toHaveLength(1);
  });

  test('a created element carries what the filter asks for, in the types of the schema', () => {
    const operations = [
      { op: 'add', path: 'roles[primary eq "True"].display', value: 'Admin' },
      { op: 'add', path: 'roles[primary eq "True"].value', value: 'admin' },
    ];
    const patched = patch(operations, 'create-on-missing-value-path', 'string-booleans');
    expect(patched['roles']).toEqual([{ primary: true, display: 'Admin', value: 'admin' }]);
  });

  test('a filter that names no one element cannot create it', () => {
    const operation = { op: 'add', path: 'phoneNumbers[type sw "m"].value', value: '1' };
    expect(refusalOf([operation], 'create-on-missing-value-path')?.[1]).toBe('noTarget');
  });

  test('an empty string clears a plain attribute only where that is tolerated', () => {
    const operation = { op: 'replace', path: 'displayName', value: '' };
    expect(patch([operation])['displayName']).toBe('');
    expect(patch([operation], 'empty-string-unassigns')).not.toHaveProperty('displayName');
  });
});
