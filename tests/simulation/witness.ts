import type { SentExchange, Transport } from '#harness/ports/session-ports.ts';
import { assert } from '#shared/kernel/assert.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { Chronicle, NotedWrite, Standing } from './chronicle.ts';
import type { JobPlan } from './plan.ts';
import type { SimulatedTarget } from './simulated-target.ts';

/** Stands between job and target and sees both sides: what was asked, what was done, and what the job was told. */
export interface Witness {
  readonly transport: Transport;
  /** What must not have been sent since the last call, one sentence each. */
  takeFindings(): readonly string[];
  /** Writes since the last call, as `PATCH Users ada`. */
  takeWrites(): readonly string[];
  /** Who was disabled or deleted since the last call, or was to be. */
  takeLeavers(): ReadonlySet<string>;
  deletionCount(): number;
}

interface Scene {
  readonly target: SimulatedTarget;
  readonly chronicle: Chronicle;
  readonly note: (sentence: string) => void;
}

export function openWitness({ target, chronicle, note }: Scene): Witness {
  const findings: string[] = [];
  const writes: string[] = [];
  let leavers = new Set<string>();
  let deletionCount = 0;
  let status = 0;
  const inner = target.openTransport((seen) => {
    status = seen;
  });

  const send = async (request: ScimRequest): Promise<SentExchange> => {
    const asked = readRequest(request, target, chronicle);
    const isWrite = request.method !== 'GET';
    const why = isWrite ? whyForbidden(chronicle, asked) : null;
    if (why !== null) findings.push(`${asked.line} must not be sent: ${why}.`);
    const firedBefore = target.firedCount();
    status = 0;
    // In process the request is carried out before the first wait.
    const sending = inner.send(request);
    const [isCarriedOut, isTouched] = [status >= 200 && status < 300, target.firedCount() > firedBefore];
    const exchange = await sending;
    const { outcome } = exchange;
    const told = outcome.kind === 'response' ? outcome.response.status : outcome.failure.kind;
    if (isWrite) {
      writes.push(asked.line);
      if (request.method === 'DELETE') deletionCount += 1;
      if (asked.ownerId !== undefined && isLeaving(chronicle, asked)) leavers.add(asked.ownerId);
      const isConfirmed = !isTouched && (isCarriedOut || (request.method === 'DELETE' && told === 404));
      for (const write of writesOf(request, asked, target)) chronicle.noteWrite({ ...write, isConfirmed, isCarriedOut });
    }
    if (isWrite || isTouched) note(`  ${asked.line} → ${told}${isCarriedOut && isTouched ? ', carried out' : ''}`);
    return exchange;
  };
  return {
    transport: { send },
    takeFindings: () => findings.splice(0),
    takeWrites: () => writes.splice(0),
    takeLeavers: () => {
      const taken = leavers;
      leavers = new Set();
      return taken;
    },
    deletionCount: () => deletionCount,
  };
}

/** What a request is about, told from the target's own records and not from what the job says. */
interface Asked {
  readonly method: string;
  readonly type: 'User' | 'Group';
  readonly targetId: string | undefined;
  readonly ownerId: string | undefined;
  /** As a story tells it. */
  readonly line: string;
}

function readRequest({ method, target: url, body }: ScimRequest, target: SimulatedTarget, chronicle: Chronicle): Asked {
  const [path = '', query = ''] = url.split('?');
  const [endpoint, targetId] = path.split('/').slice(1);
  const type = endpoint === 'Groups' ? 'Group' : 'User';
  const resource = targetId === undefined ? body : target.resource(type, targetId);
  const { externalId, userName, displayName } = isJsonObject(resource) ? resource : ({} as JsonObject);
  const filter = decodeURIComponent(query.replace(/^.*filter=/u, '').replaceAll('+', ' '));
  const name = String(userName ?? displayName ?? targetId ?? filter);
  return { method, type, targetId, ownerId: chronicle.ownerOf(externalId, userName), line: `${method} ${endpoint} ${name}` };
}

/** That nothing is written to a resource of nobody here is seen at the end: it must be as it was. */
function whyForbidden(chronicle: Chronicle, { method, ownerId, type }: Asked): string | null {
  const { job } = chronicle;
  if (ownerId === undefined) return null;
  if (type === 'Group' && !job.hasGroups) return 'the group mapping is off';
  const isReleased = chronicle.isReleased(ownerId);
  const reasons = chronicle.standings(ownerId).map((standing) => {
    if (method === 'POST') return standing.isInScope ? null : 'it is not in scope';
    if (method === 'DELETE')
      return whyNotDeleted(job, type, standing) ?? (isReleased ? 'it was disabled as it left scope' : null);
    return whyNotChanged(job, type, standing) ?? (isReleased && !standing.isInScope ? 'it is not managed any more' : null);
  });
  const [first] = reasons;
  assert(first !== undefined, 'an object stands somehow');
  return reasons.includes(null) ? null : first;
}

function isLeaving(chronicle: Chronicle, { method, ownerId = '', type }: Asked): boolean {
  const isOutOfScope = chronicle.standings(ownerId).every(({ isInScope }) => !isInScope);
  return method === 'DELETE' || (type === 'User' && isOutOfScope);
}

function whyNotDeleted(job: JobPlan, type: Asked['type'], { isThere, isInScope, isEntitled }: Standing): string | null {
  if (!(type === 'User' ? job.deletesUsers : job.deletesGroups)) return 'Delete is off';
  if (!isThere) return null;
  if (type === 'User') return 'the user is still in the tenant';
  if (isInScope) return 'the group is in scope';
  return !isEntitled && job.skipsOutOfScopeDeletions ? 'SkipOutOfScopeDeletions is on' : null;
}

function whyNotChanged(job: JobPlan, type: Asked['type'], { isThere, isInScope, isEntitled }: Standing): string | null {
  if (isInScope) return null;
  if (!isThere) return 'it is gone';
  if (type === 'Group') return 'the group is out of scope';
  if (!job.hasActiveRow) return 'no mapping disables';
  return !isEntitled && job.skipsOutOfScopeDeletions ? 'SkipOutOfScopeDeletions is on' : null;
}

type Write = Omit<NotedWrite, 'isConfirmed' | 'isCarriedOut'>;

function writesOf({ method, body }: ScimRequest, { ownerId, targetId, type }: Asked, target: SimulatedTarget): readonly Write[] {
  if (ownerId === undefined) return [];
  if (method === 'POST') return [{ ownerId, kind: 'create', name: nameIn(body) }];
  if (targetId === undefined) return [];
  if (method === 'DELETE') return [{ ownerId, kind: 'delete' }];
  const resource = target.resource(type, targetId) ?? null;
  const update: Write = { ownerId, kind: 'update', name: nameIn(resource) };
  if (type === 'User') {
    const isDisabled = isJsonObject(resource) && resource['active'] === false;
    return isDisabled ? [update, { ownerId, kind: 'disable' }] : [update];
  }
  const memberIds = (JSON.stringify(body).match(UUID) ?? []).filter((id) => id !== targetId);
  return [update, ...memberIds.map((id): Write => ({ ownerId, kind: 'member', pair: `${targetId} ${id}` }))];
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

function nameIn(body: Json): Json | undefined {
  return isJsonObject(body) ? (body['userName'] ?? body['displayName']) : undefined;
}
