import type { JsonObject } from '#shared/kernel/json.ts';
import type { Filter } from '#shared/scim/filter.ts';
import { compileFilter } from '#shared/scim/filter-match.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { StoredResource } from '../store/resource-store.ts';
import type { Call } from './call.ts';
import { type Lookup, linksOf, neededLinks, planLookups } from './list-plan.ts';
import { loadLinks, toDocument, toLink } from './render.ts';

/** A window of the resources a list request means, and how many there are in all. */
export interface FoundResources {
  readonly found: readonly StoredResource[];
  readonly totalCount: number;
}

/** The resources of one type that a filter may mean. */
export interface Source {
  readonly type: ResourceType;
  /** In order of creation, behind a key. */
  candidates(afterKey: number): Iterable<StoredResource>;
  /** Null: each candidate matches. */
  readonly matches: ((resource: StoredResource) => boolean) | null;
  /** Whether the candidates are all there are. */
  readonly isEverything: boolean;
}

export function toSource(call: Call, type: ResourceType, filter: Filter | null): Source {
  const { directory, resources } = call;
  const everything = (afterKey: number) => resources.iterate(directory.id, type.name, afterKey);
  if (filter === null) return { type, candidates: everything, matches: null, isEverything: true };
  const test = compileFilter(filter, type, directory.tolerances);
  const plan = planLookups(filter, type);
  const candidates = plan === undefined ? everything : (afterKey: number) => lookUp(call, type, plan.lookups, afterKey);
  const matches = (resource: StoredResource): boolean => test(toFiltered(resource, call, filter));
  return { type, candidates, matches: plan?.isExact ? null : matches, isEverything: false };
}

function lookUp(call: Call, type: ResourceType, lookups: readonly Lookup[], afterKey: number): readonly StoredResource[] {
  const lists = lookups.map((lookup) => lookUpOne(call, type, lookup));
  const [only = [], ...others] = lists;
  const all = others.length === 0 ? only : [...new Map(lists.flat().map((one) => [one.key, one])).values()].toSorted(byKey);
  return afterKey === 0 ? all : all.filter(({ key }) => key > afterKey);
}

function lookUpOne({ directory, resources }: Call, { name }: ResourceType, lookup: Lookup): readonly StoredResource[] {
  switch (lookup.kind) {
    case 'column':
      return resources.lookup(directory.id, name, lookup.column, lookup.value);
    case 'value':
      return resources.lookupValue(directory.id, name, lookup.attribute, lookup.value);
    default:
      return resources.lookupLinked(directory.id, name, lookup.id);
  }
}

function byKey(one: StoredResource, other: StoredResource): number {
  return one.key - other.key;
}

/** What a filter looks at: members and groups only as far as it asks for them. */
function toFiltered(resource: StoredResource, call: Call, filter: Filter): JsonObject {
  const document = toDocument(resource, call);
  const name = linksOf(resource.type);
  if (name === null) return document;
  const needed = neededLinks(filter, name);
  if (needed === 'all') return { ...document, [name]: loadLinks(resource, call) };
  if (needed.ids.length === 0 && !needed.any) return document;
  const links = name === 'members' ? call.members.membersAmong(resource.key, needed) : call.members.groupsOf(resource.key);
  return { ...document, [name]: links.map((link) => toLink(link, name === 'members' ? link.type : 'direct', call)) };
}

/** Matches of all sources, in order of creation across them. */
export function* matching(sources: readonly Source[], afterKey: number): Iterable<StoredResource> {
  const [source, ...others] = sources;
  if (source === undefined) return;
  const own = matchesOf(source, afterKey);
  if (others.length === 0) return yield* own;
  const rest = matching(others, afterKey)[Symbol.iterator]();
  let other = rest.next();
  for (const resource of own) {
    for (; !other.done && other.value.key < resource.key; other = rest.next()) yield other.value;
    yield resource;
  }
  for (; !other.done; other = rest.next()) yield other.value;
}

function* matchesOf({ candidates, matches }: Source, afterKey: number): Iterable<StoredResource> {
  for (const candidate of candidates(afterKey)) if (matches === null || matches(candidate)) yield candidate;
}
