import { describe, expect, test } from 'vitest';
import type { ResetScope } from '#shared/entra/reset-scope.ts';
import type { JobStanding } from '#shared/trace/event.ts';
import { restartJob } from './restart.ts';

const progress = { watermark: 7, cycleCount: 3, pendingCycle: { cycleId: 'c', kind: 'incremental' } } as const;
const state = { progress, linkedIds: ['ada', 'ben'], escrowedIds: ['cyd'] };

type Row = readonly [scopes: readonly ResetScope[], forgets: string, flags?: string];

describe('what a restart forgets', () => {
  test.each<Row>([
    [[], 'watermark escrows', 'initial lifts'],
    [['None'], '', 'starts'],
    [['Escrows'], 'escrows'],
    [['Watermark'], 'watermark', 'initial'],
    [['QuarantineState'], '', 'lifts'],
    [['ConnectorDataStore'], 'links'],
    [['ForceDeletes'], ''],
    [['Full'], 'watermark escrows links', 'initial lifts'],
    [['Full', 'ForceDeletes'], 'watermark escrows links', 'initial lifts'],
    [['ConnectorDataStore', 'Escrows', 'QuarantineState'], 'escrows links', 'lifts'],
    [['Watermark', 'Escrows', 'QuarantineState'], 'watermark escrows', 'initial lifts'],
    [['None', 'Watermark'], 'watermark', 'initial starts'],
  ])('%j: %s', (...row) => {
    const [scopes, forgets, flags = ''] = row as unknown as Row;
    const { writes, isInitialNext, liftsQuarantine, startsJob } = restartJob(state, scopes);
    const kinds = new Set(writes.map(({ kind }) => kind));
    const forgotten = [
      ...(kinds.has('put-progress') ? ['watermark'] : []),
      ...(kinds.has('remove-escrow') ? ['escrows'] : []),
      ...(kinds.has('remove-link') ? ['links'] : []),
    ];
    expect(forgotten.join(' ')).toBe(forgets);
    expect(
      [isInitialNext ? 'initial' : '', liftsQuarantine ? 'lifts' : '', startsJob ? 'starts' : ''].filter(Boolean).join(' '),
    ).toBe(flags);
  });
});

test('a cleared watermark drops the cycle that was underway and keeps the count of cycles', () => {
  expect(restartJob(state, ['Watermark']).writes).toEqual([
    { kind: 'put-progress', progress: { watermark: null, cycleCount: 3, pendingCycle: null } },
  ]);
});

test('each link and each escrow is forgotten by name', () => {
  expect(restartJob(state, ['ConnectorDataStore', 'Escrows']).writes).toEqual([
    { kind: 'remove-escrow', sourceId: 'cyd' },
    { kind: 'remove-link', sourceId: 'ada' },
    { kind: 'remove-link', sourceId: 'ben' },
  ]);
});

describe('a job in quarantine', () => {
  const times = { seriesBeganAt: 0, currentBeganAt: 0, seriesCount: 1, nextAttemptAt: 1 };
  const quarantine = { ...times, reason: 'TooManyDeletes', error: null } as const;
  const standing = { quarantine } as const;
  const inQuarantine = { ...state, progress: { ...progress, standing } };

  test.each<readonly [scopes: readonly ResetScope[], stagedCount: number, left: JobStanding | undefined]>([
    [[], 0, undefined],
    [['QuarantineState'], 0, undefined],
    [['Escrows'], 0, standing],
    [['Watermark'], 2, standing],
    // Documented: a restart before the cause was mended lets the deletions happen.
    [[], 2, { allowsDeletes: true }],
    [['ForceDeletes'], 2, { allowsDeletes: true }],
    [['ForceDeletes'], 0, standing],
  ])('%j with %i held back', (scopes, stagedCount, left) => {
    const { writes } = restartJob({ ...inQuarantine, stagedCount }, scopes);
    const written = writes.find((write) => write.kind === 'put-progress');
    expect((written?.progress ?? inQuarantine.progress).standing).toEqual(left);
  });

  test('for another reason stays in it when deletions are allowed', () => {
    const other = { quarantine: { ...quarantine, reason: 'EncounteredQuarantineException' } } as const;
    const { writes } = restartJob({ ...state, progress: { ...progress, standing: other }, stagedCount: 1 }, ['ForceDeletes']);
    expect(writes).toMatchObject([{ progress: { standing: { ...other, allowsDeletes: true } } }]);
  });
});
