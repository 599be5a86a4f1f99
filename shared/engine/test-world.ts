import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import {
  type AssignmentPath,
  changedAttributes,
  type MovedUser,
  type SourceValue,
  type TenantChange,
  type TenantGroup,
  type TenantObject,
  type TenantUser,
} from '#shared/entra/tenant.ts';
import { assert } from '#shared/kernel/assert.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { StagedDeletion, TraceFact } from '#shared/trace/event.ts';
import type { Effect, EffectResult, Escrow, JobProgress, Link, StateWrite, Task } from './effect.ts';
import { type CycleRequest, type ProvisioningJob, runCycle } from './job.ts';

/** Thrown by a target that is made to die: what was committed stays. */
export class Killed extends Error {}

/**
 * The smallest world an engine task can run in, for the engine's own tests: a tenant, a job's state, and a target that keeps
 * resources in a map. The real ones are the harness's stores and the bundled server, which the engine must not know.
 */
export class TestWorld {
  readonly tenant = new Map<string, TenantObject>();
  readonly changes: TenantChange[] = [];
  readonly movedUsers: MovedUser[] = [];
  /** Names of the app roles with which an object is assigned. */
  readonly roleNames = new Map<string, readonly string[]>();
  readonly links = new Map<string, Link>();
  readonly escrows = new Map<string, Escrow>();
  readonly staged = new Map<string, StagedDeletion>();
  readonly target = new Map<string, JsonObject>();
  readonly requests: ScimRequest[] = [];
  readonly facts: TraceFact[] = [];
  progress: JobProgress = { watermark: null, cycleCount: 0, pendingCycle: null };
  now = Date.UTC(2026, 0, 12);
  configuration: JobConfiguration = defaultJobConfiguration();
  prevention: Pick<ProvisioningJob, 'deletionThreshold' | 'notificationEmail'> = {};
  dialect: 'legacy' | 'compliant' = 'legacy';
  /** Answers instead of the target; undefined lets the target answer, `respond` makes it act. */
  intercept: (request: ScimRequest, respond: () => ScimOutcome) => ScimOutcome | undefined = () => undefined;
  #createdCount = 0;

  get job(): ProvisioningJob {
    const { configuration, dialect } = this;
    return {
      jobId: 'scim.test',
      configuration,
      dialect,
      seed: 'seed',
      sourceSystem: 'Microsoft Entra ID',
      targetSystem: 'customappsso',
      ...this.prevention,
    };
  }

  putUser(key: string, attributes: Readonly<Record<string, SourceValue>> = {}, rest: Partial<TenantUser> = {}): void {
    const known = this.tenant.get(key);
    const before = known?.type === 'User' ? known : undefined;
    const user: TenantUser = {
      managerId: null,
      deletedAt: null,
      ...before,
      ...rest,
      type: 'User',
      objectId: key,
      key,
      attributes: { userPrincipalName: `${key}@larkfield.test`, accountEnabled: true, ...before?.attributes, ...attributes },
    };
    this.#put(user, known === undefined ? 'created' : user.deletedAt === null ? 'updated' : 'softDeleted');
  }

  putGroup(key: string, memberIds: readonly string[], rest: Partial<TenantGroup> = {}): void {
    const isNew = !this.tenant.has(key);
    const group: TenantGroup = {
      type: 'Group',
      objectId: key,
      key,
      attributes: { displayName: key },
      memberIds,
      deletedAt: null,
      ...rest,
    };
    this.#put(group, isNew ? 'created' : 'updated');
  }

  hardDelete(key: string): void {
    const object = this.tenant.get(key);
    assert(object !== undefined, `${key} is in the tenant`);
    const brought = this.#broughtBy(key);
    this.tenant.delete(key);
    this.#change(object, 'hardDeleted', brought);
  }

  assign(...keys: readonly string[]): void {
    for (const key of keys) this.assignRoles(key, ['Default Access']);
  }

  /** Instead of the roles it had. */
  assignRoles(key: string, names: readonly string[]): void {
    const object = this.tenant.get(key);
    assert(object !== undefined, `${key} is in the tenant`);
    const brought = this.#broughtBy(key);
    this.roleNames.set(key, names);
    this.#change(object, 'assignment', [...brought, ...this.#broughtBy(key)]);
  }

  unassign(key: string): void {
    this.assignRoles(key, []);
  }

  /** Runs one cycle and answers what it sent, without the probes: `POST /Users`, … */
  cycle(input: Partial<CycleRequest> = {}): readonly string[] {
    this.requests.length = 0;
    this.facts.length = 0;
    const { watermark, cycleCount, pendingCycle, standing } = this.progress;
    const kind = input.kind ?? pendingCycle?.kind ?? (watermark === null ? 'initial' : 'incremental');
    const cycleId = pendingCycle?.cycleId ?? `cycle-${cycleCount + 1}`;
    const stood = standing === undefined ? {} : { standing };
    this.run(runCycle(this.job, { kind, reason: 'test', number: cycleCount + 1, cycleId, watermark, ...stood, ...input }));
    return this.requests.slice(2).map(({ method, target }) => `${method} ${decodeURIComponent(target.replaceAll('+', ' '))}`);
  }

  /** What the last cycle wrote, with the operations of a PATCH. */
  get writes(): readonly Json[] {
    return this.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ body }) => (isJsonObject(body) ? (body['Operations'] ?? body) : null));
  }

  /** `create success ada`, in order. */
  get log(): readonly string[] {
    return this.facts.flatMap((fact) =>
      fact.kind === 'change-finished'
        ? [
            [fact.action, fact.status, fact.identity.id, fact.error?.code ?? fact.skipReason]
              .filter((part) => part != null)
              .join(' '),
          ]
        : [],
    );
  }

  run(task: Task): void {
    let step = task.next();
    while (!step.done) step = task.next(this.#perform(step.value));
  }

  #perform(effect: Effect): EffectResult {
    switch (effect.kind) {
      case 'send':
        return { kind: 'outcome', outcome: this.#send(effect.request) };
      case 'read-changes':
        return {
          kind: 'changes',
          changes: this.changes.filter(({ sequence }) => sequence > effect.after).slice(0, effect.limit),
        };
      case 'read-moved-users': {
        const { after, upTo, limit } = effect;
        const isAfter = ({ sequence, position }: MovedUser) =>
          sequence > after.sequence || (sequence === after.sequence && position > after.position);
        return {
          kind: 'moved-users',
          users: this.movedUsers.filter((moved) => isAfter(moved) && moved.sequence <= upTo).slice(0, limit),
        };
      }
      case 'read-objects':
        return { kind: 'objects', objects: present(effect.ids.map((id) => this.tenant.get(id))) };
      case 'read-state':
        return {
          kind: 'state',
          links: present(effect.sourceIds.map((id) => this.links.get(id))),
          escrows: present(effect.sourceIds.map((id) => this.escrows.get(id))),
        };
      case 'read-links': {
        const sorted = [...this.links.values()].sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
        return {
          kind: 'state',
          links: sorted.filter(({ sourceId }) => sourceId > effect.after).slice(0, effect.limit),
          escrows: [],
        };
      }
      case 'read-due-escrows':
        return {
          kind: 'state',
          links: [],
          escrows: [...this.escrows.values()].filter(({ nextAttemptAt }) => nextAttemptAt <= this.now),
        };
      case 'read-staged':
        return { kind: 'staged', staged: [...this.staged.values()] };
      case 'read-escrowed':
        return { kind: 'escrowed', sourceIds: [...this.escrows.keys()] };
      case 'commit':
        for (const write of effect.writes) this.#write(write);
        this.facts.push(...effect.facts.map(({ fact }) => fact));
        return { kind: 'done' };
      case 'fork':
        for (const task of effect.tasks) this.run(task);
        return { kind: 'done' };
      case 'read-assignment-paths':
        return { kind: 'assignment-paths', paths: effect.objectIds.flatMap((id) => this.#paths(id)) };
      case 'report-progress':
        return { kind: 'done' };
      case 'read-clock':
        return { kind: 'now', now: this.now };
    }
  }

  #paths(objectId: string): readonly AssignmentPath[] {
    const groups = [...this.tenant.values()].filter((object) => object.type === 'Group' && object.deletedAt === null);
    const through = groups.filter((group) => group.type === 'Group' && group.memberIds.includes(objectId));
    return [null, ...through.map((group) => group.objectId)].flatMap((throughGroupId) => {
      const names = this.roleNames.get(throughGroupId ?? objectId) ?? [];
      return names.map((name) => ({ objectId, throughGroupId, role: { id: `role-${name}`, value: name, displayName: name } }));
    });
  }

  #write(write: StateWrite): void {
    switch (write.kind) {
      case 'put-link':
        this.links.set(write.link.sourceId, write.link);
        break;
      case 'remove-link':
        this.links.delete(write.sourceId);
        this.staged.delete(write.sourceId);
        for (const [id, link] of this.links) {
          const exportedMemberIds = link.exportedMemberIds.filter((memberId) => memberId !== write.sourceId);
          if (exportedMemberIds.length < link.exportedMemberIds.length) this.links.set(id, { ...link, exportedMemberIds });
        }
        break;
      case 'put-exported-member':
      case 'remove-exported-member': {
        const link = this.links.get(write.groupId);
        assert(link !== undefined, 'a member is written to a linked group');
        const others = link.exportedMemberIds.filter((id) => id !== write.memberId);
        const exportedMemberIds = write.kind === 'put-exported-member' ? [...others, write.memberId] : others;
        this.links.set(write.groupId, { ...link, exportedMemberIds });
        break;
      }
      case 'put-escrow':
        this.escrows.set(write.escrow.sourceId, write.escrow);
        break;
      case 'remove-escrow':
        this.escrows.delete(write.sourceId);
        break;
      case 'put-staged':
        this.staged.set(write.staged.sourceId, write.staged);
        break;
      case 'remove-staged':
        this.staged.delete(write.sourceId);
        break;
      case 'put-progress':
        this.progress = write.progress;
    }
  }

  #send(request: ScimRequest): ScimOutcome {
    this.requests.push(request);
    const respond = () => this.#respond(request);
    return this.intercept(request, respond) ?? respond();
  }

  #respond(request: ScimRequest): ScimOutcome {
    const { method, body } = request;
    const [path = '', query = ''] = request.target.split('?');
    const id = path.split('/')[2];
    if (id === undefined) return method === 'POST' ? this.#create(path, body) : this.#list(path, query);
    const resource = this.target.get(id);
    if (resource === undefined) return answer(404, { detail: `${id} is unknown here` });
    if (method === 'GET') return answer(200, withoutExcluded(resource, query));
    if (method === 'DELETE') this.target.delete(id);
    else this.target.set(id, patched(resource, body));
    return answer(204, null);
  }

  #create(path: string, body: Json): ScimOutcome {
    assert(isJsonObject(body), 'a creation has a body');
    const id = `${path === '/Users' ? 'u' : 'g'}${++this.#createdCount}`;
    const resource = { ...body, id };
    this.target.set(id, resource);
    return answer(201, resource);
  }

  #list(path: string, query: string): ScimOutcome {
    const filter = decodeURIComponent(query.replace(/^.*filter=/, '').replaceAll('+', ' '));
    const [, attribute = '', value = ''] = /^(\S+) eq "(.*)"$/.exec(filter) ?? [];
    const type = path === '/Users' ? 'User' : 'Group';
    const found = [...this.target.values()].filter(
      (resource) => resource[attribute] === value && isJsonObject(resource['meta']) && resource['meta']['resourceType'] === type,
    );
    return answer(200, { totalResults: found.length, Resources: found.map((resource) => withoutExcluded(resource, query)) });
  }

  #put(object: TenantObject, change: TenantChange['change']): void {
    const before = this.tenant.get(object.objectId);
    const broughtBefore = this.#broughtBy(object.objectId);
    this.tenant.set(object.objectId, object);
    const brought = this.#broughtBy(object.objectId);
    const lost = broughtBefore.filter((id) => !brought.includes(id));
    const gained = brought.filter((id) => !broughtBefore.includes(id));
    const isUpdate = change === 'updated' && before !== undefined;
    this.#change(object, change, [...lost, ...gained], isUpdate ? { attributes: changedAttributes(before, object) } : {});
  }

  #change(
    { objectId, type }: TenantObject,
    change: TenantChange['change'],
    movedIds: readonly string[],
    rest: Pick<TenantChange, 'attributes'> = {},
  ): void {
    const sequence = this.changes.length + 1;
    this.changes.push({ sequence, objectId, type, change, ...rest });
    for (const [index, userId] of movedIds.entries()) this.movedUsers.push({ sequence, position: index + 1, userId });
  }

  /** Users that come into scope with a group. */
  #broughtBy(groupId: string): readonly string[] {
    const group = this.tenant.get(groupId);
    const isAssigned = (this.roleNames.get(groupId) ?? []).length > 0;
    if (group?.type !== 'Group' || group.deletedAt !== null || !isAssigned) return [];
    return group.memberIds.filter((id) => this.tenant.get(id)?.type !== 'Group');
  }
}

export function answer(status: number, body: Json): ScimOutcome {
  return { kind: 'response', response: { status, headers: {}, text: body === null ? '' : JSON.stringify(body) } };
}

/** Only paths without filters: what the tests here change. Entra's own values are kept as sent, the word of a boolean included. */
function patched(resource: JsonObject, body: Json): JsonObject {
  const operations = isJsonObject(body) ? body['Operations'] : undefined;
  assert(Array.isArray(operations), 'a PATCH has operations');
  let result = resource;
  for (const { path, value } of operations as readonly JsonObject[])
    result = { ...result, ...patchedMember(result, path, value ?? null) };
  return result;
}

function patchedMember(resource: JsonObject, path: Json | undefined, value: Json): JsonObject {
  if (typeof path !== 'string') return isJsonObject(value) ? value : {};
  const [, urn, attribute] = /^(urn:.+):([^:]+)$/.exec(path) ?? [];
  if (urn === undefined || attribute === undefined) return { [path]: value };
  const extension = isJsonObject(resource[urn]) ? resource[urn] : {};
  return { [urn]: { ...extension, [attribute]: attribute === 'manager' ? { value } : value } };
}

/** The one thing that Entra asks to leave out. */
function withoutExcluded({ members, ...resource }: JsonObject, query: string): JsonObject {
  const isExcluded = members === undefined || query.includes('excludedAttributes=members');
  return isExcluded ? resource : { ...resource, members };
}

function present<T>(items: readonly (T | undefined)[]): readonly T[] {
  return items.filter((item) => item !== undefined);
}
