import type { Expectation } from '#shared/scenario/scenario-schema.ts';
import type { Obstacle } from './scenario-changes.ts';
import type { Tally } from './scenario-tally.ts';
import type { TargetCounts } from './scenario-target.ts';

/** What is not as expected; nothing where all is. Counts are of the stretch since the last expectation. */
export function judge(
  expectation: Expectation,
  actual: { readonly tally: Tally; readonly escrows: number; readonly target: () => TargetCounts },
): readonly Obstacle[] {
  const { requests = {}, noOtherWrites = false, failures = 0, escrows, target } = expectation;
  const sent = actual.tally.requests;
  const others = Object.entries(sent).filter(([kind]) => !kind.startsWith('GET ') && !Object.hasOwn(requests, kind));
  const held = target === undefined ? undefined : actual.target();
  return [
    ...Object.entries(requests).flatMap(([kind, expected]) => difference(`${kind} requests`, expected, sent[kind] ?? 0)),
    ...(noOtherWrites && others.length > 0
      ? [
          {
            message: `Expected no other write, sent ${others.map(([kind, count]) => `${count} ${kind}`).join(', ')}.`,
            remedy: SEE_TRACE,
          },
        ]
      : []),
    ...failureDifference(failures, actual.tally),
    ...(escrows === undefined ? [] : difference('objects in escrow', escrows, actual.escrows)),
    ...(held === undefined
      ? []
      : (['users', 'activeUsers', 'groups'] as const).flatMap((what) => {
          const expected = target?.[what];
          return expected === undefined ? [] : difference(`${NAMES[what]} at the target`, expected, held[what]);
        })),
  ];
}

const SEE_TRACE = 'Run with --trace to see each request and why it was sent.';
const NAMES = { users: 'users', activeUsers: 'active users', groups: 'groups' } as const;

function difference(what: string, expected: number, actual: number): readonly Obstacle[] {
  return expected === actual ? [] : [{ message: `${what}: expected ${expected}, found ${actual}.`, remedy: SEE_TRACE }];
}

function failureDifference(expected: number, { failures }: Tally): readonly Obstacle[] {
  if (failures.length === expected) return [];
  return [
    {
      message: `log entries that failed: expected ${expected}, found ${failures.length}.`,
      remedy:
        failures.length > expected
          ? 'See the reasons at the step that sent them; if they are what you rehearse, say so with "failures".'
          : SEE_TRACE,
    },
  ];
}
