import { parseFilter } from '#shared/scim/filter.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { StoredResource } from '../store/resource-store.ts';
import type { Call } from './call.ts';
import type { ListRequest } from './list-request.ts';
import { sortResources } from './list-sort.ts';
import { type FoundResources, matching, type Source, toSource } from './list-sources.ts';

/**
 * Finds what a list request means, of one type or several. Without `sortBy` lists are in order of creation, and a client that goes from
 * page to page meets each resource that stays there once, whatever is added, changed or removed meanwhile: see ListWalks.
 * Throws ScimError invalidFilter, invalidValue.
 */
export function findResources(call: Call, types: readonly ResourceType[], request: ListRequest): FoundResources {
  const filter = request.filter === null ? null : parseFilter(request.filter, call.directory.tolerances);
  const sources = types.map((type) => toSource(call, type, filter));
  if (request.sort !== null) return sortResources(call, sources, { ...request, sort: request.sort });
  const walk = [call.directory.externalKey, ...types.map(({ name }) => name), request.filter ?? ''].join('\n');
  const end = endBefore(call, walk, request.startIndex);
  const answer = end === undefined ? fromPosition(call, sources, request) : fromKey(call, sources, request, end);
  const last = answer.found.at(-1);
  // Behind the last page nobody goes on.
  if (last !== undefined && request.startIndex - 1 + answer.found.length < answer.totalCount) {
    const { startIndex } = request;
    const { resources } = call;
    const pageEnd = { key: last.key, id: last.id, removalCount: end?.removalCount ?? resources.removalCount() };
    resources.walks.note(walk, startIndex, startIndex + answer.found.length, pageEnd);
  }
  return answer;
}

/** Where the walk stands that asks for this number next; the resource it stood at may have been removed, and its key given anew. */
function endBefore({ resources }: Call, walk: string, startIndex: number): WalkEnd | undefined {
  const end = startIndex === 1 ? undefined : resources.walks.endBefore(walk, startIndex);
  if (end === undefined) return undefined;
  const isSame = resources.withKeys([end.key])[0]?.id === end.id;
  return { key: isSame ? end.key : end.key - 1, removalCount: end.removalCount };
}

interface WalkEnd {
  readonly key: number;
  /** How many resources had been removed when the numbers of this walk were last those of the list. */
  readonly removalCount: number;
}

/** Goes on behind a resource. The total is what this walk comes to: what it has seen, and what is ahead. */
function fromKey(call: Call, sources: readonly Source[], { startIndex, count }: ListRequest, end: WalkEnd): FoundResources {
  const [source, second] = sources;
  if (source?.isEverything && second === undefined) {
    const { directory, resources } = call;
    const { name } = source.type;
    const found = resources.page(directory.id, name, { afterKey: end.key }, count);
    const isWhole = end.removalCount === resources.removalCount();
    const totalCount = isWhole
      ? resources.count(directory.id, name)
      : startIndex - 1 + resources.countAfter(directory.id, name, end.key);
    return { found, totalCount };
  }
  const { found, totalCount } = scan(matching(sources, end.key), 0, count);
  return { found, totalCount: startIndex - 1 + totalCount };
}

function fromPosition(call: Call, sources: readonly Source[], { startIndex, count }: ListRequest): FoundResources {
  const { directory, resources } = call;
  const position = startIndex - 1;
  const [source, second] = sources;
  if (source?.isEverything && second === undefined) {
    const { name } = source.type;
    const found = count === 0 ? [] : resources.page(directory.id, name, { position }, count);
    return { found, totalCount: resources.count(directory.id, name) };
  }
  if (!sources.every(({ isEverything }) => isEverything)) return scan(matching(sources, 0), position, count);
  const { found } = scan(firstOf(matching(sources, 0), position + count), position, count);
  const counts = sources.map(({ type }) => resources.count(directory.id, type.name));
  return { found, totalCount: counts.reduce((sum, one) => sum + one, 0) };
}

function* firstOf<T>(values: Iterable<T>, limit: number): Iterable<T> {
  let count = 0;
  for (const value of values) {
    if (count >= limit) return;
    yield value;
    count += 1;
  }
}

function scan(resources: Iterable<StoredResource>, offset: number, limit: number): FoundResources {
  const found: StoredResource[] = [];
  let totalCount = 0;
  for (const resource of resources) {
    if (totalCount >= offset && found.length < limit) found.push(resource);
    totalCount += 1;
  }
  return { found, totalCount };
}
