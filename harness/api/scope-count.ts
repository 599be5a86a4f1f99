import { setImmediate as turn } from 'node:timers/promises';
import type { ScopeCountView } from '#shared/api/mapping-views.ts';
import type { JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { isInScope, type ScopeStatus } from '#shared/entra/scope.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { canonicalJson } from '#shared/kernel/json.ts';
import { scopeIn } from '../session/job-scope.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { found } from './implementer.ts';

interface Counted {
  readonly appId: string;
  /** Not saved yet. */
  readonly mapping: ObjectMapping;
}

interface ScopeCounter {
  /** How far it has come, again and again, and last the whole. Who stops listening ends it. */
  count(counted: Counted, signal: AbortSignal): AsyncGenerator<ScopeCountView, void, undefined>;
}

const REMEMBERED_MAX = 4;

/** Counts who passes scoping filters, over the whole tenant. The last few answers hold until the tenant or the job changes. */
export function createScopeCounter(parts: WorkspaceParts): ScopeCounter {
  const remembered = new Map<string, ScopeCountView>();
  return {
    async *count({ appId, mapping }, signal) {
      const { configuration: saved } = found(applicationOf(parts, appId), 'application');
      const configuration = { ...saved, [mapping.sourceObjectName === 'User' ? 'user' : 'group']: mapping };
      const key = keyOf(parts, appId, configuration, mapping);
      const known = remembered.get(key);
      if (known !== undefined) {
        yield known;
        return;
      }
      for await (const view of counting(parts, { appId, mapping, configuration }, signal)) {
        // What changed while it was counted belongs to neither state: such an answer is for now only.
        if (view.isDone && key === keyOf(parts, appId, configuration, mapping)) {
          const [oldest] = remembered.keys();
          if (remembered.size >= REMEMBERED_MAX && oldest !== undefined) remembered.delete(oldest);
          remembered.set(key, view);
        }
        yield view;
      }
    },
  };
}

/** All that the answer depends on: filters, whom the job is for, the tenant with its assignments, and what is in the target. */
function keyOf(
  { db }: WorkspaceParts,
  appId: string,
  { scope, habitSettings }: JobConfiguration,
  mapping: ObjectMapping,
): string {
  const versions = [db.tenant.lastSequence(), db.jobStore(appId).lastSequence()];
  return canonicalJson([appId, scope, habitSettings, mapping.sourceObjectName, mapping.scope, versions]);
}

/** Looked at between two turns of the event loop: some ten milliseconds. */
const SLICE_SIZE = 500;
/** A page is told of every so many slices. */
const SLICES_PER_VIEW = 4;
const SHOWN_OUT_MAX = 5;
const SHOWN_CLAUSES_MAX = 4;

interface Counting extends Counted {
  readonly configuration: JobConfiguration;
}

async function* counting(
  parts: WorkspaceParts,
  { appId, mapping, configuration }: Counting,
  signal: AbortSignal,
): AsyncGenerator<ScopeCountView, void, undefined> {
  const type = mapping.sourceObjectName;
  const statusOf = scopeIn(parts, appId, configuration);
  const { userCount, groupCount } = parts.db.tenant.counts();
  const totalCount = type === 'User' ? userCount : groupCount;
  let [lookedAtCount, passedCount, inScopeCount, leavingCount, sliceCount] = [0, 0, 0, 0, 0];
  const leaving: ScopeCountView['firstOut'][number][] = [];
  const others: ScopeCountView['firstOut'][number][] = [];
  const view = (isDone: boolean): ScopeCountView => ({
    isDone,
    totalCount: isDone ? lookedAtCount : Math.max(totalCount, lookedAtCount),
    lookedAtCount,
    passedCount,
    inScopeCount,
    leavingCount,
    firstOut: [...leaving, ...others].slice(0, SHOWN_OUT_MAX),
  });
  for (const slice of slicesOf(parts, type)) {
    if (signal.aborted) return;
    const out: { readonly object: TenantObject; readonly status: ScopeStatus }[] = [];
    for (const object of slice) {
      const status = statusOf(object);
      lookedAtCount += 1;
      if (status.filter !== null && !status.filter.isInScope) out.push({ object, status });
      else passedCount += 1;
      if (isInScope(status)) inScopeCount += 1;
    }
    const managed = managedAmong(parts, appId, out);
    leavingCount += managed.size;
    for (const { object, status } of out) {
      const list = managed.has(object.objectId) ? leaving : others;
      if (list.length < SHOWN_OUT_MAX) list.push(outView(object, status, list === leaving));
    }
    sliceCount += 1;
    if (sliceCount % SLICES_PER_VIEW === 0) yield view(false);
    await turn();
  }
  yield view(true);
}

/** Objects that are not deleted, by display name. */
function* slicesOf({ db }: WorkspaceParts, type: TenantObject['type']): Generator<readonly TenantObject[]> {
  for (let after: TenantObject | null = null; ; ) {
    const slice: readonly TenantObject[] = db.tenant.listAfter(after, { type, limit: SLICE_SIZE });
    if (slice.length > 0) yield slice;
    after = slice.at(-1) ?? null;
    if (slice.length < SLICE_SIZE) return;
  }
}

/**
 * Those in the target whom the job would let go: an input filter has its objects left alone, and who left scope before is no
 * longer managed.
 */
function managedAmong(
  { db }: WorkspaceParts,
  appId: string,
  out: readonly { readonly object: TenantObject; readonly status: ScopeStatus }[],
): ReadonlySet<string> {
  const ids = out.filter(({ status }) => status.filter?.failedSet !== 'inputFilterGroups').map(({ object }) => object.objectId);
  return new Set(
    db
      .jobStore(appId)
      .readLinks(ids)
      .filter(({ isManaged }) => isManaged)
      .map(({ sourceId }) => sourceId),
  );
}

function outView(object: TenantObject, { filter }: ScopeStatus, isLeaving: boolean): ScopeCountView['firstOut'][number] {
  const failed = (filter?.clauses ?? []).filter(({ holds }) => !holds).map(({ sentence }) => sentence);
  return {
    objectId: object.objectId,
    displayName: displayNameOf(object),
    isLeaving,
    clauses: failed.slice(0, SHOWN_CLAUSES_MAX),
    moreClauseCount: Math.max(0, failed.length - SHOWN_CLAUSES_MAX),
  };
}
