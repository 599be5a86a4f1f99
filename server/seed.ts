import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { readResource } from '#shared/scim/resource.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { Call } from './http/call.ts';
import { idsOf, splitMembers } from './http/member-edits.ts';
import { claimUniqueValues, refuseTakenName } from './http/uniqueness.ts';
import type { StoredResource } from './store/resource-store.ts';

type Seeded = Pick<Call, 'directory' | 'resources' | 'members' | 'uniqueValues' | 'events'>;

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
  const [first] = seedAsFarAsPossible(into, list, 1);
  if (first === undefined) return;
  const { index, error } = first;
  throw new ScimError(error.status, error.scimType, `Resource ${index + 1} cannot be put into the directory. ${error.message}`);
}

/** The same, but answers every problem, a hundred at most. Where there is one, nothing was put there. */
export function trySeedDirectory(into: Seeded & Pick<Call, 'database'>, list: Iterable<Json>): readonly SeedProblem[] {
  try {
    into.database.transaction(() => {
      const problems = seedAsFarAsPossible(into, list, PROBLEM_COUNT_MAX);
      if (problems.length > 0) throw new TakenBack(problems);
    });
    return [];
  } catch (error) {
    if (error instanceof TakenBack) return error.problems;
    throw error;
  }
}

const PROBLEM_COUNT_MAX = 100;

class TakenBack extends Error {
  readonly problems: readonly SeedProblem[];

  constructor(problems: readonly SeedProblem[]) {
    super('Nothing is put into the directory.');
    this.problems = problems;
  }
}

/**
 * Goes on behind a resource that cannot be put there, and answers the problems in the order of the list: at most so many.
 * Whoever calls takes all back where there is one. Of the resources no more is held in memory than groups with their members.
 */
function seedAsFarAsPossible(into: Seeded, list: Iterable<Json>, problemCountMax: number): readonly SeedProblem[] {
  const problems: SeedProblem[] = [];
  const refusedIds = new Set<string>();
  const groups: (SeededGroup & Pick<SeedProblem, 'index' | 'name'>)[] = [];
  const noting = (place: Pick<SeedProblem, 'index' | 'name'>, work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
      problems.push({ ...place, error });
      return problems.length < problemCountMax;
    }
  };
  let index = 0;
  for (const document of list) {
    const place = { index, name: nameOf(document) };
    index += 1;
    const goesOn = noting(place, () => {
      const { stored, memberIds } = seedOne(into, document);
      if (memberIds.length > 0) groups.push({ ...place, key: stored.key, memberIds });
    });
    if (!goesOn) return problems;
    if (problems.at(-1)?.index === place.index && isJsonObject(document)) refusedIds.add(String(document['id']));
  }
  // Only now is everybody there whom a group may name. Who was refused is told of once.
  for (const group of groups) {
    const memberIds = group.memberIds.filter((id) => !refusedIds.has(id));
    if (!noting({ index: group.index, name: group.name }, () => join(into, { ...group, memberIds }))) break;
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

function seedOne(into: Seeded, document: Json): SeededResource {
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

function join({ directory, resources, members }: Seeded, group: SeededGroup): void {
  for (const id of group.memberIds) {
    const member = resources.find(directory.id, id);
    if (member === undefined) throw new ScimError(400, 'invalidValue', `Its member ${JSON.stringify(id)} is nobody here.`);
    members.add(group.key, member.key);
  }
}
