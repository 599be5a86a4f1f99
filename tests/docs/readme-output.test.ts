import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ExitCode } from '../../cli/exit-codes.ts';
import { run } from '../../cli/program.ts';
import { readText, root } from './documents.ts';

const SCENARIO = 'fixtures/scenarios/first-connection.scenario.yaml';

test('the README shows what its first command prints', async () => {
  const [, shown] = /^npx rehearse run \S+\n```\n\n```text\n([\s\S]*?)\n```$/m.exec(readText('README.md')) ?? [];
  const lines: string[] = [];
  const output = { result: (line: string) => lines.push(...line.split('\n')), note: () => {}, isColored: false };
  expect(await run(['run', SCENARIO], pathToFileURL(`${root}/`), output)).toBe(ExitCode.passed);
  expect(shown).toBe(lines.join('\n'));
});
