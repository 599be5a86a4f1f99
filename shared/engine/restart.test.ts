import { describe, expect, test } from 'vitest';
import type { ResetScope } from '#shared/entra/reset-scope.ts';
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
