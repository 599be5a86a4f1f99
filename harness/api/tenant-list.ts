import { setImmediate } from 'node:timers/promises';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { TenantStore } from '../ports/session-ports.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

interface UserQuery {
  readonly search: string;
  readonly isDeleted: boolean;
  readonly account: 'any' | 'enabled' | 'blocked';
  readonly department: string | null;
  readonly mail: 'any' | 'none';
  readonly target: 'any' | 'failed' | 'linked' | 'unlinked';
  readonly offset: number;
  readonly limit: number;
}

/** A page of the users that pass the filters, by display name. Without a filter the store answers by itself. */
export async function listUsers(parts: WorkspaceParts, query: UserQuery): Promise<ReturnType<TenantStore['list']>> {
  const { tenant } = parts.db;
  const { search, isDeleted, account, department, mail, target, offset, limit } = query;
  const list = { type: 'User', search, deleted: isDeleted ? 'only' : 'none' } as const;
  if (account === 'any' && department === null && mail === 'any' && target === 'any') {
    return tenant.list({ ...list, offset, limit });
  }
  // What a target holds changes without the tenant, so that only the rest is remembered.
  const ids = await remembered(tenant, JSON.stringify([list, account, department, mail]), () =>
    gather(tenant, list, (object) => (passes(object, query) ? object.objectId : null)),
  );
  const inTarget = target === 'any' ? ids : inTargets(parts, ids, target);
  return { objects: tenant.readObjects(inTarget.slice(offset, offset + limit)), totalCount: inTarget.length };
}

function passes({ attributes }: TenantObject, { account, department, mail }: UserQuery): boolean {
  const isEnabled = attributes['accountEnabled'] !== false;
  if (account !== 'any' && isEnabled !== (account === 'enabled')) return false;
  if (department !== null && attributes['department'] !== department) return false;
  return mail === 'any' || (attributes['mail'] ?? '') === '';
}

function inTargets({ db, document }: WorkspaceParts, ids: readonly string[], target: UserQuery['target']): readonly string[] {
  const found = new Set<string>();
  for (const { id } of document.value.applications) {
    const job = db.jobStore(id);
    const state = target === 'failed' ? job.allEscrows() : job.allLinks();
    for (const { sourceId } of state) found.add(sourceId);
  }
  return ids.filter((id) => found.has(id) === (target !== 'unlinked'));
}

/** Departments of the users who are not deleted, each once, by name. */
export async function departmentsOf({ db }: WorkspaceParts): Promise<readonly string[]> {
  const names = await remembered(db.tenant, 'departments', () =>
    gather(db.tenant, { type: 'User' }, ({ attributes }) => {
      const { department } = attributes;
      return typeof department === 'string' && department !== '' ? department : null;
    }),
  );
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}

const SLICE_SIZE = 2000;

/** One text of each object that has one, in the order of the list, with turns for windows and jobs in between. */
async function gather(
  tenant: TenantStore,
  query: Parameters<TenantStore['list']>[0],
  textOf: (object: TenantObject) => string | null,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let offset = 0; ; offset += SLICE_SIZE) {
    const { objects } = tenant.list({ ...query, offset, limit: SLICE_SIZE });
    found.push(...objects.flatMap((object) => textOf(object) ?? []));
    if (objects.length < SLICE_SIZE) return found;
    await setImmediate();
  }
}

interface Remembered {
  readonly sequence: number;
  readonly answers: Map<string, Promise<readonly string[]>>;
}

const rememberedBy = new WeakMap<TenantStore, Remembered>();
const ANSWER_COUNT_MAX = 8;

/** An answer that holds until the tenant changes: reading a large tenant as a whole takes a while, and a list is read page by page. */
function remembered(tenant: TenantStore, question: string, ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const sequence = tenant.lastSequence();
  const before = rememberedBy.get(tenant);
  const { answers } = before?.sequence === sequence ? before : { answers: new Map<string, Promise<readonly string[]>>() };
  const answer = answers.get(question) ?? ask();
  if (answers.size >= ANSWER_COUNT_MAX) answers.clear();
  answers.set(question, answer);
  rememberedBy.set(tenant, { sequence, answers });
  return answer;
}
