import type { ResetScope } from '#shared/entra/reset-scope.ts';
import type { Forgotten, JobStanding } from '#shared/trace/event.ts';
import type { JobProgress, StateWrite } from './effect.ts';
import { lifted, withStanding } from './job-standing.ts';

interface Restart {
  readonly writes: readonly StateWrite[];
  /** The same for the trace. */
  readonly forgets: readonly Forgotten[];
  /** Whether the next cycle reads everything again. */
  readonly isInitialNext: boolean;
  /** Whether the last failure of the whole job is forgotten. */
  readonly liftsQuarantine: boolean;
  /** A job that is off, or waits because it failed, goes on. */
  readonly startsJob: boolean;
  /** The next cycle sends what accidental-deletion prevention held back. */
  readonly allowsDeletes: boolean;
}

/** Without a scope, the portal's button: watermark, escrows and quarantine, while links stay (quarantine article; Graph, criteria left out). */
const PORTAL_SCOPES: readonly ResetScope[] = ['QuarantineState', 'Watermark', 'Escrows'];
/** `Full` is all of them but the deletions. */
const FULL_SCOPES: readonly ResetScope[] = [...PORTAL_SCOPES, 'ConnectorDataStore'];

/** What a restart writes, from what the job remembers. Nothing is touched at the target. */
export function restartJob(
  state: {
    readonly progress: JobProgress;
    readonly linkedIds: readonly string[];
    readonly escrowedIds: readonly string[];
    /** How many disables and deletions are held back. Default: none. */
    readonly stagedCount?: number;
  },
  resetScopes: readonly ResetScope[],
): Restart {
  const scopes = expand(resetScopes);
  const forgetsLinks = scopes.has('ConnectorDataStore');
  const forgetsEscrows = scopes.has('Escrows');
  const forgetsWatermark = scopes.has('Watermark');
  const liftsQuarantine = scopes.has('QuarantineState');
  const hasStaged = (state.stagedCount ?? 0) > 0;
  // Documented: a restart before the cause was mended lets the deletions happen (accidental-deletions).
  const allowsDeletes = hasStaged && (scopes.has('ForceDeletes') || liftsQuarantine);
  const before = state.progress.standing ?? {};
  const fresh = forgetsWatermark ? { watermark: null, pendingCycle: null } : {};
  const isLifted = liftsQuarantine || (allowsDeletes && before.quarantine?.reason === 'TooManyDeletes');
  const standing: JobStanding = { ...(isLifted ? lifted(before) : before), ...(allowsDeletes ? { allowsDeletes } : {}) };
  const isStandingAnother = allowsDeletes || (isLifted && (before.quarantine ?? before.halt) !== undefined);
  return {
    forgets: [
      ...(forgetsEscrows ? (['escrows'] as const) : []),
      ...(forgetsLinks ? (['links'] as const) : []),
      ...(forgetsWatermark ? (['watermark'] as const) : []),
      ...(isLifted && (before.quarantine ?? before.halt) !== undefined ? (['quarantine'] as const) : []),
    ],
    writes: [
      ...(forgetsEscrows ? state.escrowedIds.map((sourceId) => ({ kind: 'remove-escrow', sourceId }) as const) : []),
      ...(forgetsLinks ? state.linkedIds.map((sourceId) => ({ kind: 'remove-link', sourceId }) as const) : []),
      // A cycle that was underway began from the old watermark, so that it is not gone on with.
      ...(forgetsWatermark || isStandingAnother
        ? [{ kind: 'put-progress', progress: withStanding({ ...state.progress, ...fresh }, standing) } as const]
        : []),
    ],
    isInitialNext: forgetsWatermark || state.progress.watermark === null,
    liftsQuarantine: isLifted,
    startsJob: resetScopes.includes('None'),
    allowsDeletes,
  };
}

function expand(resetScopes: readonly ResetScope[]): ReadonlySet<ResetScope> {
  if (resetScopes.length === 0) return new Set(PORTAL_SCOPES);
  return new Set(resetScopes.flatMap((scope) => (scope === 'Full' ? FULL_SCOPES : [scope])));
}
