import { expect, test } from 'vitest';
import type { ScimResponse } from '#shared/scim/message.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { traceLines } from './trace-file.ts';
import { positionPart } from './trace-position.ts';

const place = { at: 0, cycleId: 'c', changeId: null } as const;
const started: TraceEvent = { ...place, step: 1, kind: 'job-started' };

test('a trace file begins with its format and version, also when nothing happened', () => {
  expect([...traceLines([])]).toEqual(['{"format":"scim-rehearsal-trace","version":1}']);
});

test('events stand by position; one without a position stands where it was recorded', () => {
  const at = (...numbers: readonly number[]): string => numbers.map(positionPart).join('.');
  const stored = (sequence: number, step: number, position?: string): StoredEvent => ({
    sequence,
    appId: 'app',
    recorded: { event: { ...started, step }, ...(position === undefined ? {} : { position }) },
  });
  // A run that began after event 1: a fact, a fork with tasks 9 and 10, a fact after it. Then provisioning was switched off.
  const events = [
    stored(1, 1),
    stored(2, 2, at(1, 0)),
    stored(3, 5, at(1, 1, 10, 0)),
    stored(4, 3, at(1, 1, 9, 0)),
    stored(5, 6, at(1, 2)),
    stored(6, 4, at(1, 1, 9, 1)),
    stored(7, 7),
  ];
  const steps = [...traceLines(events)].slice(1).map((line) => (JSON.parse(line) as { step: number }).step);
  expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('what only this run and this machine know is left out: durations, raw headers, dates, cookies, ports', () => {
  const event = exchange({
    status: 201,
    headers: {
      date: 'Mon',
      'set-cookie': 'x',
      'content-type': 'application/scim+json',
      location: 'http://127.0.0.1:49152/scim/Users/1',
    },
    text: '{"meta":{"location":"http://127.0.0.1:49152/scim/Users/1"}}',
  });
  const recorded = { event, durationMs: 3.7, rawResponseHeaders: [['Date', 'Mon']] } as const;
  const [, line] = traceLines([{ sequence: 1, appId: 'app', recorded }], { targetHost: '127.0.0.1:49152' });
  expect(JSON.parse(line ?? '')).toEqual(
    exchange({
      status: 201,
      headers: { 'content-type': 'application/scim+json', location: 'http://target/scim/Users/1' },
      text: '{"meta":{"location":"http://target/scim/Users/1"}}',
    }),
  );
});

function exchange(response: ScimResponse): TraceEvent {
  const request = { method: 'POST', target: '/Users', headers: {}, body: { userName: 'ada' } } as const;
  return {
    ...place,
    step: 1,
    kind: 'exchange-recorded',
    purpose: 'create',
    request,
    outcome: { kind: 'response', response },
    identity: null,
  };
}
