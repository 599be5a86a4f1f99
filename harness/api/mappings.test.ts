import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttributeMapping, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { targetDefinition } from '#shared/entra/target-definition.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
});
afterEach(() => opened.remove());

async function userMapping(): Promise<ObjectMapping> {
  return (await opened.api.mappings.read({ appId, type: 'User' })).mapping;
}

function withExpression(mapping: ObjectMapping, target: string, expression: string): ObjectMapping {
  const row: AttributeMapping = {
    targetAttributeName: target,
    source: { type: 'Function', expression },
    matchingPriority: 0,
    flowType: 'Always',
    defaultValue: null,
  };
  const others = mapping.attributeMappings.filter(({ targetAttributeName }) => targetAttributeName !== target);
  return { ...mapping, attributeMappings: [...others, row] };
}

const SALES_ONLY = {
  groups: [{ name: 'Sales', clauses: [{ attribute: 'department', operator: 'EQUALS', values: ['Sales'] }] }],
  inputFilterGroups: [],
  categoryFilterGroups: [],
};

describe('saving', () => {
  test('what Entra refuses is refused with its place and remedy, and nothing is saved', async () => {
    const before = await userMapping();
    const refused = opened.api.mappings.save({ appId, mapping: withExpression(before, 'title', 'ToLower([jobTitel])') });
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining('"jobTitel"'),
      data: { place: 'title, column 9', remedy: expect.stringContaining('jobTitle') },
    });
    expect(await userMapping()).toEqual(before);
  });

  test('restoring the defaults takes filters, attribute lists and rows back', async () => {
    const before = await userMapping();
    const edited = {
      ...withExpression(before, 'nickName', 'ToLower([mailNickname])'),
      scope: SALES_ONLY,
      targetAttributes: [...before.targetAttributes, targetDefinition('badge', 'String')],
    };
    await opened.api.mappings.save({ appId, mapping: edited });
    expect(await userMapping()).toEqual(edited);
    await opened.api.mappings.restoreDefaults({ appId });
    expect(await userMapping()).toEqual(before);
  });
});

describe('preview', () => {
  test('shows what each row gives, what should be known of it, and the creation in both dialects', async () => {
    const ada = await opened.personNamed('Ada');
    await opened.api.assignments.add({ appId, principalIds: [ada.objectId] });
    const mapping = withExpression(await userMapping(), 'nickName', 'IgnoreFlowIfNullOrEmpty([extensionAttribute1])');
    const preview = await opened.api.mappings.preview({ appId, mapping, objectId: ada.objectId });
    const rowOf = (name: string) => preview.rows.find(({ targetAttributeName }) => targetAttributeName === name);
    expect(rowOf('displayName')).toMatchObject({ value: ada.displayName, problem: null, notes: [] });
    expect(rowOf('nickName')).toMatchObject({ value: null, notes: ['Left out of this flow by its expression.'] });
    expect(preview.scope).toBeNull();
    expect(preview.requests.map(({ dialect, method, target }) => [dialect, method, target])).toEqual([
      ['legacy', 'POST', '/Users'],
      ['compliant', 'POST', '/Users'],
    ]);
    const sent = await creationOf(ada.objectId);
    expect(preview.requests[0]?.body).toEqual(sent);
  });

  test('of a linked object shows the update against what the target answered, as the next cycle then sends it', async () => {
    const ada = await opened.personNamed('Ada');
    await opened.api.assignments.add({ appId, principalIds: [ada.objectId] });
    await creationOf(ada.objectId);
    const mapping = withExpression(await userMapping(), 'title', 'Append("Dr ", [displayName])');
    const { requests } = await opened.api.mappings.preview({ appId, mapping, objectId: ada.objectId });
    expect(requests.map(({ dialect, method }) => `${dialect} ${method}`)).toEqual([
      'legacy PATCH',
      'legacy POST',
      'compliant PATCH',
      'compliant POST',
    ]);
    expect(requests[0]?.reason).toBe(
      'It is linked, and differs. Compared with the target’s last answer about it, to POST /Users.',
    );
    await opened.api.mappings.save({ appId, mapping });
    await opened.api.clock.advance({ ms: 1 });
    const [last] = (await opened.api.exchanges.list({ search: 'patch', limit: 1 })).items;
    const { requestBody } = await opened.api.exchanges.read({ sequence: last?.sequence ?? 0 });
    expect(JSON.parse(requestBody)).toEqual(requests[0]?.body);
    expect(requests[0]?.target).toBe(last?.target);
  });

  test('shows the manager who came into the target later, in a request of its own', async () => {
    const people = (await opened.api.tenant.users({ limit: 1000 })).items;
    const person = people.find(({ managerId }) => managerId !== null);
    const [objectId, managerId] = [person?.objectId ?? '', person?.managerId ?? ''];
    await opened.api.assignments.add({ appId, principalIds: [objectId] });
    await creationOf(objectId);
    await opened.api.assignments.add({ appId, principalIds: [managerId] });
    await opened.api.job.provisionOnDemand({ appId, objectId: managerId });
    const { requests } = await opened.api.mappings.preview({ appId, mapping: await userMapping(), objectId });
    expect(requests.filter(({ method }) => method === 'PATCH')).toMatchObject([
      { dialect: 'legacy', body: { Operations: [{ op: 'Add', value: await targetIdOf(managerId) }] } },
      { dialect: 'compliant', body: { Operations: [{ op: 'add', value: await targetIdOf(managerId) }] } },
    ]);
  });

  test('tells whether a filter lets somebody pass, and what would be sent for who does not', async () => {
    const mapping = { ...(await userMapping()), scope: SALES_ONLY };
    const people = (await opened.api.tenant.users({ limit: 1000 })).items;
    const other = people.find(({ attributes }) => attributes['department'] !== 'Sales');
    await opened.api.assignments.add({ appId, principalIds: [other?.objectId ?? ''] });
    const preview = await opened.api.mappings.preview({ appId, mapping, objectId: other?.objectId ?? '' });
    expect(preview.scope).toEqual({ isInScope: false, clauses: [{ sentence: "Sales.department EQUALS 'Sales'", holds: false }] });
    expect(preview.requests.map(({ reason }) => reason)).toEqual(Array(2).fill(expect.stringContaining('out of scope')));
    expect(preview.rows.find(({ targetAttributeName }) => targetAttributeName === 'active')?.value).toBe('False');
  });

  test('of a user through the mapping of groups is refused', async () => {
    const ada = await opened.personNamed('Ada');
    const { mapping } = await opened.api.mappings.read({ appId, type: 'Group' });
    const refused = opened.api.mappings.preview({ appId, mapping, objectId: ada.objectId });
    await expect(refused).rejects.toMatchObject({ data: { place: 'Preview', remedy: 'Pick a group.' } });
  });
});

test('the schemas of the target are compared with the mapping, and the wire shows that they were asked for', async () => {
  const mapping = await userMapping();
  const seen = (await opened.api.exchanges.list({ limit: 1 })).totalCount;
  const fine = await opened.api.mappings.checkTarget({ appId, mapping });
  expect(fine).toMatchObject({ hasSchemas: true, warnings: [] });
  const urn = 'urn:ietf:params:scim:schemas:extension:Larkfield:2.0:User';
  const check = await opened.api.mappings.checkTarget({ appId, mapping: withExpression(mapping, `${urn}:badge`, 'Guid()') });
  expect(check.warnings).toMatchObject([{ targetAttributeName: `${urn}:badge`, message: `The target has no schema ${urn}.` }]);
  const { totalCount, items } = await opened.api.exchanges.list({ limit: 2 });
  expect(totalCount).toBe(seen + 2);
  expect(items.map(({ purpose, target, cycleId, identity }) => [purpose, target, cycleId, identity])).toEqual(
    Array(2).fill(['read-schemas', '/Schemas', null, null]),
  );
});

describe('an expression', () => {
  test('is evaluated step by step for an object, with attributes given by hand on top', async () => {
    const ada = await opened.personNamed('Ada');
    const view = await opened.api.expressions.evaluate({
      appId,
      expression: 'Append(ToLower([givenName]), [nickname])',
      objectId: ada.objectId,
      attributes: { nickname: '!' },
    });
    const given = String(ada.attributes['givenName']).toLowerCase();
    expect(view).toMatchObject({ outcome: { kind: 'value', value: `${given}!` }, isApproximate: false, warnings: [] });
    expect(view.steps.map(({ name, depth }) => [name, depth])).toEqual([
      ['ToLower', 1],
      ['Append', 0],
    ]);
  });

  test('asks the clock of the workspace, the domain of its tenant and the values it is told of', async () => {
    const ada = await opened.personNamed('Ada');
    const evaluate = async (expression: string, existingTargetValues: string[] = []) =>
      (await opened.api.expressions.evaluate({ appId, expression, objectId: null, attributes: {}, existingTargetValues }))
        .outcome;
    const domain = String(ada.attributes['userPrincipalName']).split('@')[1];
    expect(await evaluate('DefaultDomain()')).toEqual({ kind: 'value', value: domain });
    expect(await evaluate('SelectUniqueValue("ada", "ada1")', ['ada'])).toEqual({ kind: 'value', value: 'ada1' });
    const { now } = await opened.api.clock.read({});
    expect(await evaluate('FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")')).toEqual({
      kind: 'value',
      value: new Date(now).toISOString().slice(0, 10),
    });
  });

  test('sees roles by their names, those given by hand too, and a preview and a list of attributes see the same', async () => {
    const evaluate = async (expression: string, attributes: Record<string, string[]>) =>
      (await opened.api.expressions.evaluate({ appId, expression, objectId: null, attributes })).outcome;
    const appRoleAssignments = ['Reader', 'Editor'];
    const joined = 'Join("|", [appRoleAssignments])';
    expect(await evaluate(joined, { appRoleAssignments })).toEqual({ kind: 'value', value: 'Reader|Editor' });
    expect(await evaluate('SingleAppRoleAssignment([appRoleAssignments])', { appRoleAssignments })).toEqual({
      kind: 'value',
      value: 'Reader',
    });
    expect(await evaluate('IsPresent([appRoleAssignments])', {})).toEqual({ kind: 'value', value: 'False' });
    const ada = await opened.personNamed('Ada');
    await opened.api.assignments.add({ appId, principalIds: [ada.objectId] });
    const mapping = withExpression(await userMapping(), 'nickName', joined);
    const { rows } = await opened.api.mappings.preview({ appId, mapping, objectId: ada.objectId });
    const role = withExpression(mapping, 'nickName', 'SingleAppRoleAssignment([appRoleAssignments])');
    const single = await opened.api.mappings.preview({ appId, mapping: role, objectId: ada.objectId });
    const nickNameIn = (of: typeof rows) => of.find(({ targetAttributeName }) => targetAttributeName === 'nickName')?.value;
    expect(nickNameIn(rows)).toEqual(expect.stringMatching(/./));
    expect(nickNameIn(rows)).toBe(nickNameIn(single.rows));
  });

  test('that cannot be read is an answer with its column', async () => {
    const view = await opened.api.expressions.evaluate({ appId, expression: 'ToLower(mail)', objectId: null, attributes: {} });
    expect(view).toMatchObject({ outcome: { kind: 'error', code: 'syntax', column: 9 }, steps: [] });
  });
});

/** Runs a cycle and answers the body that created the object. */
async function creationOf(objectId: string): Promise<unknown> {
  const { api } = opened;
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  const { items } = await api.exchanges.list({ search: 'post /users', limit: 10 });
  const creation = items.find(({ identity }) => identity?.id === objectId);
  return JSON.parse((await api.exchanges.read({ sequence: creation?.sequence ?? 0 })).requestBody);
}

async function targetIdOf(objectId: string): Promise<string | null | undefined> {
  const { applications } = await opened.api.tenant.user({ objectId });
  return applications.find((application) => application.appId === appId)?.targetId;
}
