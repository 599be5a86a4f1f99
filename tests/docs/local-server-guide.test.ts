import { expect, test } from 'vitest';
import { readFaults } from '#server/faults/read-faults.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { withServerTables } from '../../scripts/local-server-guide.ts';
import { firstColumn, readText } from './documents.ts';

const guide = readText('docs/guides/local-server.md');

test('the tables are what the code says (else: npm run guide:server)', () => {
  expect(guide).toBe(withServerTables(guide));
});

test('a table that the code no longer makes so is found', () => {
  const stale = guide.replace('| `op-any-case` |', '| `op-in-any-case` |');
  expect(stale).not.toBe(guide);
  expect(withServerTables(stale)).toBe(guide);
});

test('a guide without its markers is refused', () => {
  expect(() => withServerTables(guide.replace('<!-- faults: end -->', ''))).toThrow('the guide lacks them');
});

test('every option of rehearse serve is explained, and no other', () => {
  const help = readText('cli/program.ts').match(/\.command\('serve'\)[\s\S]*?\.action/)?.[0] ?? '';
  const options = [...help.matchAll(/\.option\('(--[\w-]+)/g)].map(([, option = '']) => option);
  expect(options.length).toBeGreaterThan(5);
  const explained = firstColumn(guide, '## Start it').map((words) => words.split(' ')[0] ?? '');
  expect(explained.toSorted()).toEqual(options.toSorted());
});

test('the rule that is shown is one', () => {
  const [, text = ''] = /^```json\n([\s\S]*?)\n```$/m.exec(guide) ?? [];
  expect(readFaults([parseJson(text) ?? null], 'rules')).toMatchObject({ ok: true });
});
