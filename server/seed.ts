import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { readResource } from '#shared/scim/resource.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { Steps } from './directories/turns.ts';
import type { Call } from './http/call.ts';
import { idsOf, splitMembers } from './http/member-edits.ts';
import { claimUniqueValues, refuseTakenName } from './http/uniqueness.ts';
import type { StoredResource } from './store/resource-store.ts';

/** What a seed writes into. */
export type Seeded = Pick<Call, 'directory' | 'resources' | 'members' | 'uniqueValues' | 'events'>;

/** What is wrong with one of the resources. */
export interface SeedProblem {
  /** From 0, in the list. */
  readonly index: number;
  /** Its userName or displayName; empty where it has none. */
  readonly name: string;
  readonly error: ScimError;
}

/** Puts resources as a GET shows them into a directory, each under its own id. Throws ScimError; whoever calls takes all back then. */
export function seedDirectory(into: Seeded, list: Iterable<Json>): void {
  const steps = seedSteps(into, list, { problemCountMax: 1, onStored: () => undefined });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const [first] = step.value;
  if (first === undefined) return;
  const { index, error } = first;
  throw new ScimError(error.status, error.scimType, `Resource ${index + 1} cannot be put into the directory. ${error.message}`);
}

interface SeedOptions {
  readonly problemCountMax: number;
  /** Told of each resource as soon as it is there, before its members. */
  readonly onStored: (stored: StoredResource) => void;
}

interface Place {
  readonly index: number;
  readonly name: string;
}

// In tenths of a millisecond, see Steps.
const [RESOURCE_EFFORT, MEMBER_EFFORT] = [2.5, 0.25];

/**
 * Goes on behind a resource that cannot be put there, and answers the problems in the order of the list: at most so many. Whoever calls
 * takes all back where there is one. Of the resources no more is held in memory than members of groups that come before them.
 */
export function* seedSteps(into: Seeded, list: Iterable<Json>, options: SeedOptions): Steps<readonly SeedProblem[]> {
  const problems: SeedProblem[] = [];
  const refusedIds = new Set<string>();
  const waiting: (Place & SeededGroup)[] = [];
  const noting = <T>(place: Place, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
      problems.push({ ...place, error });
      return undefined;
    }
  };
  let index = 0;
  for (const document of list) {
    const place = { index, name: nameOf(document) };
    index += 1;
    const seeded = noting(place, () => seedOne(into, document, options));
    if (problems.length === options.problemCountMax) return problems;
    if (seeded === undefined && isJsonObject(document)) refusedIds.add(String(document['id']));
    yield RESOURCE_EFFORT;
    if (seeded === undefined) continue;
    const { stored, memberIds } = seeded;
    // Members are in the order of the list: behind one who is still to come all wait.
    let joined = 0;
    for (; joined < memberIds.length && joins(into, stored.key, memberIds[joined] ?? ''); joined += 1) yield MEMBER_EFFORT;
    if (joined < memberIds.length) waiting.push({ ...place, key: stored.key, memberIds: memberIds.slice(joined) });
  }
  // Only now is everybody there whom a group may name. Who was refused is told of once.
  for (const { key, memberIds, ...place } of waiting) {
    for (const id of memberIds) {
      if (!joins(into, key, id) && !refusedIds.has(id)) {
        noting(place, () => refuseMember(id));
        break;
      }
      yield MEMBER_EFFORT;
    }
    if (problems.length === options.problemCountMax) break;
  }
  return problems.toSorted((a, b) => a.index - b.index);
}

interface SeededResource {
  readonly stored: StoredResource;
  readonly memberIds: readonly string[];
}

interface SeededGroup {
  readonly key: number;
  readonly memberIds: readonly string[];
}

function nameOf(document: Json): string {
  const name = isJsonObject(document) ? (document['userName'] ?? document['displayName']) : null;
  return typeof name === 'string' ? name : '';
}

function seedOne(into: Seeded, document: Json, { onStored }: SeedOptions): SeededResource {
  const { directory, resources } = into;
  if (!isJsonObject(document)) throw new ScimError(400, 'invalidSyntax', 'It is no JSON object.');
  const type = typeOf(document, directory.types);
  const { id } = document;
  if (typeof id !== 'string' || id === '') throw new ScimError(400, 'invalidValue', 'It has no id.');
  if (resources.find(directory.id, id) !== undefined) {
    throw new ScimError(409, 'uniqueness', `The id ${JSON.stringify(id)} is taken.`);
  }
  const { body, members } = splitMembers(readResource(document, type, directory.tolerances), type);
  refuseTakenName(into, type, body, null);
  const stored = resources.insert(directory, type.name, body, id);
  onStored(stored);
  claimUniqueValues(into, type, stored);
  into.events.seeded(directory, stored);
  return { stored, memberIds: idsOf(members) };
}

function typeOf({ meta, schemas }: JsonObject, types: readonly ResourceType[]): ResourceType {
  const named = isJsonObject(meta) ? meta['resourceType'] : undefined;
  const urns: readonly Json[] = Array.isArray(schemas) ? schemas : [];
  const type = types.find(({ name }) => name === named) ?? types.find(({ schema }) => urns.includes(schema.id));
  if (type !== undefined) return type;
  const names = types.map(({ name }) => name).join(', ');
  throw new ScimError(400, 'invalidSyntax', `Neither meta.resourceType nor schemas names one of ${names}.`);
}

/** False where nobody has the id. */
function joins({ directory, resources, members }: Seeded, groupKey: number, id: string): boolean {
  const member = resources.find(directory.id, id);
  if (member === undefined) return false;
  members.add(groupKey, member.key);
  return true;
}

function refuseMember(id: string): never {
  throw new ScimError(400, 'invalidValue', `Its member ${JSON.stringify(id)} is nobody here.`);
}
