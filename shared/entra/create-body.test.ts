import { expect, test } from 'vitest';
import { createBody } from './create-body.ts';
import { defaultJobConfiguration, toMappingSource } from './default-mappings.ts';
import { evaluateMappings } from './mapping.ts';
import { mappingContext } from './mapping-context.ts';
import { type TargetDefinition, targetDefinition } from './target-definition.ts';
import type { TenantUser } from './tenant.ts';
import { wireStyleOf } from './wire-style.ts';

const style = wireStyleOf({ dialect: 'legacy', configuration: { habitSettings: {} } });

const context = mappingContext({ habitSettings: {} }, { isSoftDeleted: false, roles: [] });

const ada: TenantUser = {
  type: 'User',
  objectId: 'user-ada',
  key: 'user-ada',
  attributes: {
    userPrincipalName: 'ada@larkfield.test',
    mail: 'ada.lovelace@larkfield.test',
    mailNickname: 'ada',
    displayName: 'Ada Lovelace',
    givenName: 'Ada',
    surname: 'Lovelace',
    telephoneNumber: '+44 1632 960001',
    mobile: '+44 7700 900001',
    city: 'London',
    country: '',
    employeeId: '1815',
    accountEnabled: true,
  },
  managerId: 'user-grace',
  deletedAt: null,
};

function bodyOf(
  change: Partial<{ target: string; source: string; defaultValue: string | null; definition: TargetDefinition }> = {},
) {
  const { user } = defaultJobConfiguration();
  const [row] = user.attributeMappings;
  const extra =
    change.target === undefined || row === undefined
      ? []
      : [
          {
            ...row,
            targetAttributeName: change.target,
            source: toMappingSource(change.source ?? ''),
            defaultValue: change.defaultValue ?? null,
          },
        ];
  const targetAttributes =
    change.definition === undefined ? user.targetAttributes : [...user.targetAttributes, change.definition];
  const mapping = { ...user, targetAttributes, attributeMappings: [...user.attributeMappings, ...extra] };
  return createBody('User', evaluateMappings(mapping, ada, context), style);
}

test('a user with the default mapping is created without what is empty, and without the manager', () => {
  expect(bodyOf()).toEqual({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
    externalId: 'ada',
    userName: 'ada@larkfield.test',
    active: true,
    addresses: [{ primary: true, type: 'work', locality: 'London' }],
    displayName: 'Ada Lovelace',
    emails: [{ primary: true, type: 'work', value: 'ada.lovelace@larkfield.test' }],
    meta: { resourceType: 'User' },
    name: { formatted: 'Ada Lovelace', familyName: 'Lovelace', givenName: 'Ada' },
    phoneNumbers: [
      { type: 'work', value: '+44 1632 960001' },
      { type: 'mobile', value: '+44 7700 900001' },
    ],
    roles: [],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { employeeNumber: '1815' },
  });
});

test('a schema of one’s own is nested but not listed', () => {
  const urn = 'urn:ietf:params:scim:schemas:extension:Larkfield:2.0:User';
  const body = bodyOf({ target: `${urn}:badge`, source: '"B-7"' });
  expect(body[urn]).toEqual({ badge: 'B-7' });
  expect(body['schemas']).toHaveLength(2);
});

test('a default value stands in for a source without a value', () => {
  expect(bodyOf({ target: 'userType', source: '[companyName]', defaultValue: 'Employee' })).toMatchObject({
    userType: 'Employee',
  });
});

test.each([
  ['a number', 'Integer', false, '"42"', 42],
  ['a text where a number should be, as it is', 'Integer', false, '"many"', 'many'],
  ['a date in ISO 8601', 'DateTime', false, '"1/5/2026 9:00:00 PM"', '2026-01-05T21:00:00Z'],
  ['midnight and noon of the American clock', 'DateTime', false, '"12/31/2026 12:30:00 AM"', '2026-12-31T00:30:00Z'],
  ['a boolean', 'Boolean', false, '"false"', false],
  ['a list of one', 'String', true, '"a"', [{ value: 'a' }]],
  ['a list of numbers', 'Integer', true, 'Split("1,2", ",")', [{ value: 1 }, { value: 2 }]],
] as const)('by the attribute list, %s is sent', (_what, type, isMultivalued, source, sent) => {
  expect(
    bodyOf({ target: 'loginCount', source, definition: targetDefinition('loginCount', type, { isMultivalued }) }),
  ).toMatchObject({
    loginCount: sent,
  });
});

test('an empty default value is none', () => {
  expect(bodyOf({ target: 'userType', source: '[companyName]', defaultValue: '' })).not.toHaveProperty('userType');
});
