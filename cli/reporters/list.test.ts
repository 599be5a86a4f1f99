import { expect, test } from 'vitest';
import { listReporter } from './list.ts';

const failure = (object: string, detail: string) => ({
  object,
  action: 'update',
  code: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
  reason: `StatusCode: BadRequest\r\nMessage: Processing of the HTTP request resulted in an exception.\r\nWeb Response: \r\n{"status":"400","detail":"${detail}"}. This operation was retried 0 times.`,
});

test('objects that failed for one reason are told together, in the words of the target', () => {
  const lines: string[] = [];
  const reporter = listReporter({ result: (line) => lines.push(line), note: () => undefined, isColored: false });
  reporter.stepEnded?.({
    number: 3,
    place: 'a.scenario.yaml:9:5',
    kind: 'cycle',
    sentence: 'Run an initial cycle',
    status: 'failed',
    requests: { 'PATCH /Users': 6 },
    changes: [{ action: 'update', status: 'failure', count: 6 }],
    failures: [
      ...['Ada', 'Ben', 'Cleo', 'Dora', 'Emil'].map((name) => failure(name, 'manager must be complex')),
      failure('Fay', 'title is read-only'),
      { object: 'Gus', action: 'create', code: 'DuplicateTargetEntries', reason: 'Two\r\nwere found.' },
    ],
    problems: [{ message: 'Something is not as expected.', remedy: 'Look again.' }],
  });
  expect(lines).toEqual([
    '  failed   3  Run an initial cycle',
    '              6 failed (update)',
    '              6 PATCH /Users',
    '              a.scenario.yaml:9:5: Something is not as expected.',
    '                Look again.',
    '              Ada, Ben, Cleo and 2 more: update failed, BadRequest: manager must be complex',
    '              Fay: update failed, BadRequest: title is read-only',
    '              Gus: create failed, DuplicateTargetEntries: Two were found.',
  ]);
});

test('deletions that are held back are counted as such, and the job says how it stands', () => {
  const lines: string[] = [];
  const reporter = listReporter({ result: (line) => lines.push(line), note: () => undefined, isColored: false });
  reporter.stepEnded?.({
    number: 4,
    place: 'a.scenario.yaml:9:5',
    kind: 'advance',
    sentence: 'Advance the clock to the next cycle',
    status: 'passed',
    requests: {},
    changes: [{ action: 'stageddelete', status: 'warning', count: 6 }],
    failures: [],
    problems: [],
    job: 'the job: in quarantine',
  });
  expect(lines).toEqual([
    '  ok       4  Advance the clock to the next cycle',
    '              6 held back',
    '              the job: in quarantine',
  ]);
});
