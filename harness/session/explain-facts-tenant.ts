import { type AssignmentPath, DEFAULT_ACCESS_ROLE_ID, type SourceValue, type TenantObject } from '#shared/entra/tenant.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { Trial } from '#shared/trace/explain-cause.ts';
import type { TenantStore } from '../ports/session-ports.ts';

/** The object with what is tried. */
export function triedObject(object: TenantObject, trial: Trial, now: Instant): TenantObject {
  const attributes = withAttributes(object.attributes, trial.attributes ?? {});
  const deletedAt = trial.isDeleted === undefined ? object.deletedAt : trial.isDeleted ? (object.deletedAt ?? now) : null;
  if (object.type === 'Group') return { ...object, attributes, deletedAt };
  return { ...object, attributes, deletedAt, managerId: trial.managerId === undefined ? object.managerId : trial.managerId };
}

function withAttributes(
  before: Readonly<Record<string, SourceValue>>,
  changes: NonNullable<Trial['attributes']>,
): Readonly<Record<string, SourceValue>> {
  const merged = Object.entries({ ...before, ...changes });
  return Object.fromEntries(merged.filter((entry): entry is [string, SourceValue] => entry[1] !== null && entry[1] !== ''));
}

/** The tenant with one object as it is tried. Nothing can be written through it. */
export function triedTenant(tenant: TenantStore, object: TenantObject, { assignment }: Pick<Trial, 'assignment'>): TenantStore {
  const { objectId } = object;
  const tried = (known: TenantObject) => (known.objectId === objectId ? object : known);
  return {
    ...tenant,
    ...withoutWriting,
    readObject: (id) => (id === objectId ? object : tenant.readObject(id)),
    readObjects: (ids) => tenant.readObjects(ids).map(tried),
    assignmentPaths: (appId, ids) => {
      const paths = tenant.assignmentPaths(appId, ids);
      if (assignment === undefined || !ids.includes(objectId)) return paths;
      const others = paths.filter((path) => path.objectId !== objectId);
      if (assignment === 'unassigned') return others;
      const own = paths.filter((path) => path.objectId === objectId);
      return [...others, ...(own.some(({ throughGroupId }) => throughGroupId === null) ? own : [ownPath(objectId), ...own])];
    },
  };
}

/** A tenant of which nothing changed but one object: a cycle from the watermark 0 looks at nobody else. */
export function changedAlone(tenant: TenantStore, { objectId, type }: TenantObject): TenantStore {
  return {
    ...tenant,
    changesAfter: (sequence) => (sequence < 1 ? [{ sequence: 1, objectId, type, change: 'updated' }] : []),
    lastSequence: () => 1,
    movedUsers: () => [],
  };
}

/** As the portal assigns where the application has no role of its own. */
function ownPath(objectId: string): AssignmentPath {
  return {
    objectId,
    throughGroupId: null,
    role: { id: DEFAULT_ACCESS_ROLE_ID, value: 'Default Access', displayName: 'Default Access' },
  };
}

const refuse = (): never => {
  throw new Error('Broken promise: what is tried is written nowhere');
};

const withoutWriting: Pick<TenantStore, 'put' | 'putAll' | 'hardDelete' | 'clear' | 'assign' | 'unassign' | 'addRole'> = {
  put: refuse,
  putAll: refuse,
  hardDelete: refuse,
  clear: refuse,
  assign: refuse,
  unassign: refuse,
  addRole: refuse,
};
