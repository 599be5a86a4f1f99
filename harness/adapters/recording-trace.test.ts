import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTrace } from './recording-trace.ts';

const header = '{"format":"scim-rehearsal-trace","version":1}';
const exchange = {
  at: 0,
  cycleId: 'c',
  changeId: null,
  step: 1,
  kind: 'exchange-recorded',
  purpose: 'create',
  identity: null,
  request: { method: 'POST', target: '/Users', headers: {}, body: { userName: 'ada' } },
  outcome: { kind: 'failure', failure: { kind: 'timeout', detail: 'No answer came.' } },
};
const read = (...lines: readonly string[]) => readTrace(lines.join('\n'), 'a.trace.jsonl');

test('a trace file tells what was sent and which cycle it belongs to; facts that are not known are passed over', async () => {
  const started = { ...exchange, kind: 'cycle-started', number: 3, cycleKind: 'initial', reason: '', dialect: 'legacy' };
  const trace = await read(header, JSON.stringify(started), JSON.stringify(exchange), '{"kind":"of-next-year"}', '');
  expect(trace).toMatchObject({ ok: true, value: { exchanges: [exchange], cycleNumbers: new Map([['c', 3]]) } });
});

test('a trace of this program is read whole', async () => {
  const text = readFileSync('fixtures/traces/joiner.trace.jsonl', 'utf8');
  const trace = await readTrace(text, 'joiner');
  expect(trace.ok && trace.value.exchanges.length).toBe(text.match(/"kind":"exchange-recorded"/g)?.length);
});

test.each([
  ['an empty file', [''], 'a.trace.jsonl:1:1', 'This is no trace file'],
  ['another file', ['{"log":{}}'], 'a.trace.jsonl:1:1', 'This is no trace file'],
  ['a later version', ['{"format":"scim-rehearsal-trace","version":2}'], 'a.trace.jsonl:1:1', 'The trace is of version 2'],
  ['a file that was cut off', [header, JSON.stringify(exchange).slice(0, 80)], 'a.trace.jsonl:2:1', 'This line is no JSON.'],
  [
    'an exchange without an answer',
    [header, JSON.stringify({ ...exchange, outcome: { kind: 'response' } })],
    'a.trace.jsonl:2:1',
    'This line is no event of a trace.',
  ],
  [
    'a time that is none',
    [header, JSON.stringify({ ...exchange, at: 1e300 })],
    'a.trace.jsonl:2:1',
    'This line is no event of a trace.',
  ],
])('%s is refused at its line', async (_sentence, lines, place, message) => {
  expect(await read(...lines)).toMatchObject({ ok: false, problems: [{ place, message: expect.stringContaining(message) }] });
});
