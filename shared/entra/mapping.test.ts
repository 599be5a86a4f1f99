import { describe, expect, test } from 'vitest';
import { defaultJobConfiguration, toMappingSource } from './default-mappings.ts';
import type { AttributeMapping, ObjectMapping } from './job-configuration.ts';
import { evaluateMapping, evaluateMappings, type MappingContext } from './mapping.ts';
import { bareWorld, defaultDomainOf, mappingContext, usesClock } from './mapping-context.ts';
import { targetDefinition } from './target-definition.ts';
import type { TenantUser } from './tenant.ts';

const { user } = defaultJobConfiguration();

const ada: TenantUser = {
  type: 'User',
  objectId: 'user-ada',
  key: 'user-ada',
  attributes: {
    userPrincipalName: 'ada_fabrikam.test#EXT#@larkfield.test',
    displayName: 'Ada Lovelace',
    jobTitle: '',
    accountEnabled: true,
    otherMails: ['ada@home.test', 'ada@work.test'],
  },
  managerId: 'user-grace',
  deletedAt: null,
};
const grace: TenantUser = { ...ada, objectId: 'user-grace', key: 'user-grace' };

function row(source: string, target = 'nickName'): AttributeMapping {
  return {
    targetAttributeName: target,
    source: toMappingSource(source),
    matchingPriority: 0,
    flowType: 'Always',
    defaultValue: null,
  };
}

function context(given: Partial<MappingContext> = {}, habitSettings: Readonly<Record<string, string>> = {}): MappingContext {
  return { ...mappingContext({ habitSettings }, { isSoftDeleted: false, roles: [], now: Date.UTC(2026, 0, 5, 21) }), ...given };
}

test.each<[string, string, unknown]>([
  ['an attribute', '[displayName]', 'Ada Lovelace'],
  ['an empty attribute as none', '[jobTitle]', null],
  ['an absent attribute as none', '[department]', null],
  ['a boolean as its word', '[accountEnabled]', 'True'],
  ['a list', '[otherMails]', ['ada@home.test', 'ada@work.test']],
  ['the id', '[objectId]', 'user-ada'],
  ['that the user is in scope', '[IsSoftDeleted]', 'False'],
  ['a guest by name and home domain', '[userPrincipalName]', 'ada@fabrikam.test'],
  ['a guest as the tenant has it', '[originalUserPrincipalName]', 'ada_fabrikam.test#EXT#@larkfield.test'],
  ['a constant', '"Lark"', 'Lark'],
  ['an empty constant as none', '""', null],
  ['an expression', 'ToUpper([displayName])', 'ADA LOVELACE'],
  ['an expression that makes nothing as none', 'ToUpper([jobTitle])', null],
  ['the time of the change', 'Now()', '1/5/2026 9:00:00 PM'],
])('a row gives %s', (_what, source, value) => {
  expect(evaluateMapping(row(source), ada, context())).toMatchObject({ value, problem: null });
});

describe('what expressions ask of the world', () => {
  test('chance differs by object, row and change, and by nothing else', () => {
    const guid = (object: TenantUser, target: string, seed: string) =>
      evaluateMapping(row('Guid()', target), object, context({ seed })).value;
    const first = guid(ada, 'nickName', 'change 1');
    expect(guid(ada, 'nickName', 'change 1')).toBe(first);
    const others = [guid(grace, 'nickName', 'change 1'), guid(ada, 'title', 'change 1'), guid(ada, 'nickName', 'change 2')];
    expect(new Set([first, ...others]).size).toBe(4);
  });

  test('the default domain is asked for only by who wants it', () => {
    let askedCount = 0;
    const world = {
      ...bareWorld,
      get defaultDomain() {
        askedCount += 1;
        return 'larkfield.test';
      },
    };
    expect(evaluateMapping(row('ToUpper([displayName])'), ada, context({ world })).value).toBe('ADA LOVELACE');
    expect(askedCount).toBe(0);
    expect(evaluateMapping(row('Append("x@", DefaultDomain())'), ada, context({ world })).value).toBe('x@larkfield.test');
    expect(evaluateMapping(row('DefaultDomain()'), ada, context()).problem).toMatch(/no default verified domain/);
  });

  test.each([
    ['most people', ['a@one.test', 'b@Two.test', 'c@two.test'], 'two.test'],
    ['the first by name where two are even', ['a@two.test', 'b@one.test'], 'one.test'],
    ['no guest', ['a_x.test#EXT#@larkfield.test', 'b_x.test#EXT#@larkfield.test', 'c@one.test'], 'one.test'],
    ['nobody', ['no domain', 'c@'], null],
  ])('the default domain is that of %s', (_who, names, domain) => {
    expect(defaultDomainOf(names)).toBe(domain);
  });

  test('a clock is read only for a mapping that asks for the time', () => {
    const withRow = (source: string): ObjectMapping => ({ ...user, attributeMappings: [...user.attributeMappings, row(source)] });
    expect(usesClock(user)).toBe(false);
    expect(usesClock(withRow('FormatDateTime(Now (), , , "yyyy")'))).toBe(true);
    expect(usesClock(withRow('Append([displayName], "now or never")'))).toBe(false);
  });
});

describe('what a row leaves out', () => {
  test.each([
    ['an empty attribute', 'IgnoreFlowIfNullOrEmpty([jobTitle])', 'attribute'],
    ['an attribute by keyword', 'IIF([displayName] = "Ada Lovelace", IgnoreAttributeFlow, "x")', 'attribute'],
    ['the whole object', 'IIF([displayName] = "Ada Lovelace", IgnoreObjectFlow, "x")', 'object'],
  ])('is %s', (_what, source, ignored) => {
    expect(evaluateMapping(row(source), ada, context())).toMatchObject({ value: null, problem: null, ignored });
  });

  test('is a value whose expression fails, and the reason is kept', () => {
    expect(evaluateMapping(row('Left([displayName], "x")'), ada, context())).toMatchObject({
      value: null,
      problem: expect.stringContaining('whole number'),
    });
    expect(evaluateMapping(row('Uper([displayName])'), ada, context()).problem).toContain('no function "Uper"');
  });

  test('is what the habits of the job make an error', () => {
    const source = 'IIF(IsPresent([jobTitle]), "a", "b")';
    const lenient = evaluateMapping(row(source), ada, context());
    expect(lenient).toMatchObject({ value: 'b', problem: null, notes: [expect.any(String)] });
    const strict = evaluateMapping(row(source), ada, context({}, { 'iif-on-null': 'refuse' }));
    expect(strict.value).toBeNull();
    expect(strict.problem).not.toBeNull();
  });
});

test('rows come with their definition in the mapping’s own list, and references not at all', () => {
  const nickName = targetDefinition('NickName', 'String', { isCaseExact: true });
  const boss = targetDefinition('boss', 'Reference');
  const mapping: ObjectMapping = {
    ...user,
    attributeMappings: [row('[displayName]'), row('[manager]', 'boss'), row('[displayName]', 'unlisted.primary')],
    targetAttributes: [nickName, boss],
  };
  const values = evaluateMappings(mapping, ada, context());
  expect(values.map(({ definition }) => definition)).toEqual([nickName, targetDefinition('unlisted.primary', 'Boolean')]);
});

test('roles outside the role functions are the list of their names', () => {
  const roles = ['Reader', 'Editor'].map((value, index) => ({ id: String(index), value, displayName: `The ${value}` }));
  const value = (source: string, given: Partial<MappingContext>) => evaluateMapping(row(source), ada, context(given)).value;
  expect(value('Join("|", [appRoleAssignments])', { roles })).toBe('Reader|Editor');
  expect(value('[appRoleAssignments]', { roles })).toEqual(['Reader', 'Editor']);
  expect(value('IsPresent([appRoleAssignments])', { roles: [] })).toBe('False');
  expect(value('[appRoleAssignments]', { roles: [] })).toBeNull();
});
