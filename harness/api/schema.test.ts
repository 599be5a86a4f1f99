import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
});
afterEach(() => opened.remove());

const composed = readFileSync(resolve('fixtures/graph/schema/synchronizationSchema-scim-COMPOSED.json'), 'utf8');
const salesforce = readFileSync(resolve('fixtures/graph/schema/synchronizationSchema-REAL-salesforce-2017.json'), 'utf8');

async function exported(): Promise<unknown> {
  return JSON.parse((await opened.api.schema.read({ appId })).text);
}

async function auditedDetails(): Promise<readonly string[]> {
  const { items } = await opened.api.audit.list({ appId });
  return items.filter(({ activity }) => activity === 'Update attribute mappings or scope').map(({ details }) => details);
}

test('what is read of a new application, and imported again, changes nothing', async () => {
  const { name, text } = await opened.api.schema.read({ appId });
  expect(name).toBe('Our-product.schema.json');
  const before = await opened.api.mappings.read({ appId, type: 'User' });
  expect(await opened.api.schema.import({ appId, format: 'graph', text })).toEqual({
    isAccepted: true,
    problems: [],
    differences: [],
  });
  expect(await opened.api.mappings.read({ appId, type: 'User' })).toEqual(before);
  expect(await exported()).toEqual(JSON.parse(text));
});

test('comparing says what an import would change, and changes nothing', async () => {
  const before = await exported();
  const comparison = await opened.api.schema.compare({ appId, format: 'graph', text: composed });
  expect(comparison).toMatchObject({ isAccepted: true, problems: [] });
  expect(comparison.differences).toContainEqual({
    place: 'Users, Source Object Scope, Contractors',
    before: null,
    after: "employeeId REGEX MATCH 'C[0-9]{5}'",
  });
  expect(await exported()).toEqual(before);
  expect(await auditedDetails()).toEqual([]);
});

test('importing takes mappings, filters and lists over, is audited, and is kept over a restart of the host', async () => {
  expect(await opened.api.schema.import({ appId, format: 'graph', text: composed })).toMatchObject({ isAccepted: true });
  const { mapping } = await opened.api.mappings.read({ appId, type: 'User' });
  expect(mapping.scope?.groups.map(({ name }) => name)).toEqual(['Sales only', 'Contractors']);
  expect((await auditedDetails()).join()).toContain('Mapping of users');
  expect(await exported()).toEqual(JSON.parse(composed));
  await opened.close();
  await opened.open();
  expect(await exported()).toEqual(JSON.parse(composed));
});

test('what is saved after an import is in the next export, and nothing else is otherwise', async () => {
  await opened.api.schema.import({ appId, format: 'graph', text: composed });
  const { mapping } = await opened.api.mappings.read({ appId, type: 'User' });
  const attributeMappings = mapping.attributeMappings.map((row) =>
    row.targetAttributeName === 'title' ? { ...row, source: { type: 'Attribute' as const, name: 'companyName' } } : row,
  );
  await opened.api.mappings.save({ appId, mapping: { ...mapping, attributeMappings } });
  const wanted = JSON.parse(
    composed
      .replace('"expression": "[jobTitle]"', '"expression": "[companyName]"')
      .replace('"name": "jobTitle"', '"name": "companyName"'),
  );
  // The source's own list names jobTitle as well, further down.
  expect((await exported()) as object).toMatchObject({ synchronizationRules: wanted.synchronizationRules });
  expect((await exported()) as object).toMatchObject({ directories: JSON.parse(composed).directories });
});

test('a schema of another kind of application says what is left out, and exports whole', async () => {
  const { isAccepted, problems } = await opened.api.schema.import({ appId, format: 'graph', text: salesforce });
  expect(isAccepted).toBe(true);
  expect(problems.filter(({ severity }) => severity === 'left-out').length).toBe(17);
  expect(await exported()).toEqual(JSON.parse(salesforce));
});

test('a pasted table replaces the rows of its mapping', async () => {
  const text = 'userName\tuserPrincipalName\t1\ndisplayName\tJoin(" ", [givenName], [surname])';
  const { differences } = await opened.api.schema.import({ appId, format: 'table', text });
  expect(differences).toContainEqual({ place: 'Users, title', before: 'Direct: jobTitle', after: null });
  const { mapping } = await opened.api.mappings.read({ appId, type: 'User' });
  expect(mapping.attributeMappings.map(({ targetAttributeName }) => targetAttributeName)).toEqual(['userName', 'displayName']);
});

test.each([
  ['a document that is cut off', 'graph', composed.slice(0, 1000), /^\d+:\d+$/],
  ['a table with an unknown source', 'table', 'userName,userPrincipalNme,1', /^line 1$/],
] as const)('refused, with its place, and nothing is changed: %s', async (_sentence, format, text, place) => {
  const before = await exported();
  const { isAccepted, problems, differences } = await opened.api.schema.import({ appId, format, text });
  expect({ isAccepted, differences }).toEqual({ isAccepted: false, differences: [] });
  expect(problems).toMatchObject([{ severity: 'refused', place: expect.stringMatching(place) }]);
  expect(await exported()).toEqual(before);
  expect(await auditedDetails()).toEqual([]);
});
