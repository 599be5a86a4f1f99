import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStoredDocument } from './adapters/stored-document.ts';
import { DOCUMENT_VERSION, documentUpgrades, emptyDocument, parseWorkspaceDocument } from './workspace-document.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const format = {
  version: DOCUMENT_VERSION,
  initial: emptyDocument(),
  parse: parseWorkspaceDocument,
  upgrades: documentUpgrades,
} as const;

test.each([
  [1, 'fixtures/documents/workspace.v1.json', {}],
  [2, 'fixtures/documents/workspace.v2.json', { 'member-add': 'replace' }],
  [3, 'fixtures/documents/workspace.v3.json', { 'member-add': 'replace' }],
])('a document of version %i opens, keeps what it held, and is kept beside the new one', async (version, file, habitSettings) => {
  const sample = readFileSync(file, 'utf8');
  const path = join(folder, 'workspace.json');
  writeFileSync(path, sample);
  const opened = await openStoredDocument(path, format);
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  const { applications, connections } = opened.value.value;
  expect(applications).toMatchObject([
    {
      name: 'Our product',
      connection: { extraHeaderName: null, clientCredentials: null },
      configuration: {
        habitSettings,
        skipsOutOfScopeDeletions: false,
        scope: 'assigned',
        user: { scope: null },
        schemaDocument: null,
      },
    },
  ]);
  expect(connections.map(({ name }) => name)).toEqual(['Staging']);
  expect(readFileSync(`${path}.version-${version}`, 'utf8')).toBe(sample);
});

test('a document from the future is refused by name, and kept as it is', async () => {
  const path = join(folder, 'workspace.json');
  const text = JSON.stringify({ ...emptyDocument(), version: 99 });
  writeFileSync(path, text);
  const opened = await openStoredDocument(path, format);
  expect(opened).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('workspace.json') }] });
  expect(readFileSync(path, 'utf8')).toBe(text);
});
