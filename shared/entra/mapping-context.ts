import { languageOptionsOf } from './expressions/language-options.ts';
import type { HabitSettings } from './habits.ts';
import type { MappingSource, ObjectMapping } from './job-configuration.ts';
import type { ExpressionWorld, MappingContext } from './mapping.ts';

/** No domain and no pattern host: expressions that ask for one end in a typed error. */
export const bareWorld: ExpressionWorld = { defaultDomain: null, patternHost: null };

/** The context of one object, with the language as the job's habits have it. */
export function mappingContext(
  { habitSettings }: HabitSettings,
  given: Pick<MappingContext, 'isSoftDeleted' | 'roles'> & Partial<Pick<MappingContext, 'now' | 'seed' | 'world'>>,
): MappingContext {
  const { isSoftDeleted, roles, now = 0, seed = '', world = bareWorld } = given;
  return { isSoftDeleted, roles, now, seed, world, options: languageOptionsOf({ habitSettings }) };
}

const clockUse = new WeakMap<ObjectMapping, boolean>();

/** Whether an expression of the mapping asks for the time, so that only then a clock has to be read. */
export function usesClock(mapping: ObjectMapping): boolean {
  const known = clockUse.get(mapping);
  if (known !== undefined) return known;
  const uses = mapping.attributeMappings.some(({ source }) => isCalling(source, /\bNow\s*\(/i));
  clockUse.set(mapping, uses);
  return uses;
}

function isCalling(source: MappingSource, pattern: RegExp): boolean {
  return source.type === 'Function' && pattern.test(source.expression);
}

/**
 * The domain that `DefaultDomain` answers, of which nothing is stored: that of most user principal names but guests', the first by
 * name where two have as many. Null where nobody has one. Evidence: inferred.
 */
export function defaultDomainOf(userPrincipalNames: Iterable<string>): string | null {
  const counts = new Map<string, number>();
  for (const name of userPrincipalNames) {
    const domain = name.slice(name.lastIndexOf('@') + 1).toLowerCase();
    if (name.includes('@') && domain !== '' && !/#EXT#@/i.test(name)) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}
