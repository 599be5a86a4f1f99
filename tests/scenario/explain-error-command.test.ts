import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../../cli/program.ts';

const root = resolve(import.meta.dirname, '../..');

async function explainError(words: readonly string[], input = '') {
  const result: string[] = [];
  const notes: string[] = [];
  const output = { result: (line: string) => result.push(line), note: (line: string) => notes.push(line), isColored: false };
  const exitCode = await run(['explain-error', ...words], pathToFileURL(`${root}/`), output, () => Readable.from([input]));
  return { exitCode, result: result.join('\n'), notes: notes.join('\n') };
}

test('a code is explained, with the scenario that shows it', async () => {
  const { exitCode, result, notes } = await explainError(['DuplicateTargetEntries']);
  expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: '' });
  expect(result).toContain('DuplicateTargetEntries  (error of one object)');
  expect(result).toContain(`rehearse run ${join(root, 'fixtures/scenarios/stories/duplicate-match.scenario.yaml')}`);
  expect(result).toContain('Two accounts that match are one failure, and neither is touched');
});

test('a text is read from standard input, and what stands in it is named', async () => {
  const text =
    'StatusCode: Conflict\r\nMessage: …\r\nWeb Response: \r\n{"detail":"userName \u001b[31mis taken"}. This operation was retried 3 times. It will be retried again after this date: 2026-01-05T14:00:00.0000000Z UTC';
  const { exitCode, result } = await explainError([], text);
  expect(exitCode).toBe(0);
  expect(result).toContain('userName [31mis taken');
  expect(result).toContain('Retried so far: 3');
  expect(result).toContain('SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering');
  expect(result).not.toContain('\u001b');
});

test('as data it is one JSON document', async () => {
  const { exitCode, result } = await explainError(['InvalidAnchor', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(result)).toMatchObject({
    version: 1,
    facts: { status: null },
    findings: [{ code: 'InvalidAnchor', level: 'object', by: 'code', storyId: 'gone-at-target', evidence: 'documented' }],
  });
});

test.each([
  [
    'what is not known',
    ['everything is fine'],
    { exitCode: 1, result: 'Nothing in it is known: no code, no sentence and no status.' },
  ],
  ['no text at all', ['-'], { exitCode: 2, notes: expect.stringContaining('There is no text') }],
])('%s', async (_sentence, words, expected) => {
  expect(await explainError(words)).toMatchObject(expected);
});
