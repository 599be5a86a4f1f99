import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { importSchemaDocument } from '#shared/entra/schema-document/import-schema-document.ts';
import { run } from '../../cli/program.ts';

const root = resolve(import.meta.dirname, '../..');
const scim = join(root, 'fixtures/graph/schema/synchronizationSchema-scim-COMPOSED.json');
const salesforce = join(root, 'fixtures/graph/schema/synchronizationSchema-REAL-salesforce-2017.json');
const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function rehearse(...words: readonly string[]) {
  const result: string[] = [];
  const notes: string[] = [];
  const exitCode = await run(words, pathToFileURL(`${root}/`), {
    result: (line) => result.push(line),
    note: (line) => notes.push(line),
    isColored: false,
  });
  return { exitCode, result: result.join('\n'), notes: notes.join('\n') };
}

function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('schema check takes a document that can be rehearsed', async () => {
  expect(await rehearse('schema', 'check', scim)).toEqual({
    exitCode: 0,
    result: `${scim} can be imported: 22 rows for User, 3 rows for Group.`,
    notes: '',
  });
});

test('schema check says what of a foreign document is left out, place and remedy below one another', async () => {
  const { exitCode, result, notes } = await rehearse('schema', 'check', salesforce);
  expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: '' });
  expect(result).toContain(`left out  /synchronizationRules/0/objectMappings/0/attributeMappings/0/targetAttributeName
          "IsActive" is no SCIM attribute; a SCIM endpoint has no place for it.
          Not rehearsed. SCIM has active.`);
});

test('schema check refuses with exit code 1, --json with the same problems as data', async () => {
  const file = written('bad.json', readFileSync(scim, 'utf8').replace('Join(\\" \\", [givenName]', 'Jion(\\" \\", [givenName]'));
  const place = '/synchronizationRules/0/objectMappings/1/attributeMappings/8/source/expression';
  expect(await rehearse('schema', 'check', file)).toMatchObject({
    exitCode: 1,
    result: expect.stringContaining(`refused   ${place}`),
  });
  const { exitCode, result } = await rehearse('schema', 'check', file, '--json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(result)).toMatchObject({
    version: 1,
    file,
    isAccepted: false,
    problems: [{ severity: 'refused', place, message: expect.stringContaining('Jion'), remedy: expect.stringContaining('Join') }],
  });
});

test('schema check reads what PowerShell writes, and names line and column of what is cut off', async () => {
  const text = readFileSync(scim, 'utf8');
  const utf16 = written('utf16.json', Buffer.from(`\ufeff${text}`, 'utf16le'));
  expect(await rehearse('schema', 'check', utf16)).toMatchObject({ exitCode: 0 });
  const half = written('half.json', text.slice(0, text.indexOf('"matchingPriority"')));
  expect(await rehearse('schema', 'check', half)).toMatchObject({
    exitCode: 1,
    result: expect.stringMatching(/refused {3}\d+:\d+\n.*cut off/),
  });
});

test.each([
  ['a file that is not there', () => join(folder, 'none.json'), /no such file/],
  ['a folder', () => folder, /cannot be read/],
  ['more than 10 MB', () => written('large.json', `"${'a'.repeat(10_000_001)}"`), /10 MB/],
])('exit code 2 for what cannot be read: %s', async (_sentence, file, words) => {
  expect(await rehearse('schema', 'check', file())).toMatchObject({ exitCode: 2, notes: expect.stringMatching(words) });
  expect(await rehearse('schema', 'diff', scim, file())).toMatchObject({ exitCode: 2, notes: expect.stringMatching(words) });
});

test('schema diff speaks of mappings and attributes, as lines and as data', async () => {
  const changed = written('changed.json', readFileSync(scim, 'utf8').replace('"Sales"', '"Harbour"'));
  const place = 'Users, Source Object Scope, Sales only';
  const [before, after] = [
    "department EQUALS 'Sales' AND employeeId IS NOT NULL",
    "department EQUALS 'Harbour' AND employeeId IS NOT NULL",
  ];
  const lines = await rehearse('schema', 'diff', scim, changed);
  const data = await rehearse('schema', 'diff', scim, changed, '--json');
  expect(lines).toEqual({ exitCode: 0, result: `${place}\n  - ${before}\n  + ${after}`, notes: '' });
  expect(JSON.parse(data.result)).toEqual({ version: 1, before: scim, after: changed, differences: [{ place, before, after }] });
  expect(await rehearse('schema', 'diff', scim, scim)).toEqual({ exitCode: 0, result: 'The two say the same.', notes: '' });
});

test('schema diff of what is refused names file and place', async () => {
  const bad = written('empty.json', '{}');
  expect(await rehearse('schema', 'diff', scim, bad)).toMatchObject({
    exitCode: 1,
    notes: expect.stringContaining(`${bad}: /synchronizationRules: `),
  });
});

test('schema export prints the document of a new application', async () => {
  const { exitCode, result } = await rehearse('schema', 'export');
  const imported = importSchemaDocument(result, defaultJobConfiguration());
  expect({ exitCode, ...(imported.ok ? imported.value.configuration : {}), schemaDocument: null }).toEqual({
    exitCode: 0,
    ...defaultJobConfiguration(),
  });
});

test('a scenario runs with an imported schema, and says where a broken one is broken', async () => {
  const scenario = join(root, 'fixtures/scenarios/imported-schema.scenario.yaml');
  expect(await rehearse('run', scenario)).toMatchObject({ exitCode: 0, notes: '' });
  const schema = readFileSync(join(root, 'fixtures/scenarios/imported-schema.json'), 'utf8');
  written('imported-schema.json', schema.replace('Coalesce([mail]', 'Coalesce([mial]'));
  const text = readFileSync(scenario, 'utf8').replace('../tenants/three.yaml', join(root, 'fixtures/tenants/three.yaml'));
  const broken = written('broken.scenario.yaml', text);
  expect(await rehearse('run', broken)).toMatchObject({
    exitCode: 2,
    notes: expect.stringMatching(
      /imported-schema\.json: \/synchronizationRules\/0\/objectMappings\/1\/attributeMappings\/4.*mial/,
    ),
  });
  const missing = written('missing.scenario.yaml', text.replace('imported-schema.json', 'none.json'));
  expect(await rehearse('run', missing)).toMatchObject({
    exitCode: 2,
    notes: expect.stringMatching(/missing\.scenario\.yaml:\d+:\d+: There is no schema document/),
  });
});

test('a habit of the command line decides how the schema of a scenario is read, and the mappings of its steps', async () => {
  const schema = readFileSync(join(root, 'fixtures/scenarios/imported-schema.json'), 'utf8');
  written('imported-schema.json', schema.replace('Coalesce([mail]', 'coalesce([mail]'));
  const text = readFileSync(join(root, 'fixtures/scenarios/imported-schema.scenario.yaml'), 'utf8')
    .replace('../tenants/three.yaml', join(root, 'fixtures/tenants/three.yaml'))
    .replace(
      'steps:\n',
      'steps:\n  - setMapping: { user: { nickName: { source: "tolower([mailNickname])", custom: String } } }\n',
    );
  const scenario = written('habit.scenario.yaml', text);
  expect(await rehearse('run', scenario)).toMatchObject({
    exitCode: 2,
    notes: expect.stringContaining('no function "coalesce"'),
  });
  expect(await rehearse('run', scenario, '--habit', 'function-case=ignored')).toMatchObject({ exitCode: 0, notes: '' });
  written('imported-schema.json', schema);
  expect(await rehearse('run', scenario)).toMatchObject({
    exitCode: 2,
    notes: expect.stringMatching(/habit\.scenario\.yaml:\d+:\d+: nickName: There is no function "tolower" \(column 1\)/),
  });
});
