import { languageOptionsOf } from '#shared/entra/expressions/language-options.ts';
import type { JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { mappingProblems } from '#shared/entra/mapping-problems.ts';
import { unreadable } from '#shared/entra/mapping-problems-target.ts';
import { clauseProblems } from '#shared/entra/scoping-filter-problems.ts';
import { sourceAttributesOf } from '#shared/entra/source-catalogue.ts';
import { parseTargetAttribute } from '#shared/entra/target-attribute.ts';
import { listedDefinition } from '#shared/entra/target-catalogue.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { withHabits, withScopingFilters } from './job-setup.ts';
import { withMappingRows } from './mapping-rows.ts';
import type { MappingRows, Scenario, ScenarioAction, ScopingFilters } from './scenario.ts';
import type { Locate } from './scenario-configuration.ts';

/**
 * What Entra's editor would refuse to save on the way through a scenario, each where it stands in the file. A step is judged by the
 * configuration that those before it have left: what was wrong before is not said again. `begun`: as the first step finds it.
 */
export function savingProblems(
  { configuration, steps }: Pick<Scenario, 'configuration' | 'steps'>,
  begun: JobConfiguration,
  locate: Locate,
): readonly Problem[] {
  const problems = [
    ...filterProblems(configuration.scopingFilters, begun, (path) => locate(['configuration', 'scopingFilters', ...path])),
  ];
  let current = begun;
  for (const [index, { action }] of steps.entries()) {
    const saved = savedBy(action, current);
    if (saved === current) continue;
    problems.push(...stepProblems(action, { before: current, saved }, (path) => locate(['steps', index, action.kind, ...path])));
    current = saved;
  }
  return problems;
}

/** The same where a step saves nothing that a mapping is judged by. */
function savedBy(action: ScenarioAction, configuration: JobConfiguration): JobConfiguration {
  switch (action.kind) {
    case 'setHabit':
      return withHabits(configuration, action.habits);
    case 'setScopingFilters':
      return withScopingFilters(configuration, action.filters);
    case 'setMapping':
      return withMappingRows(configuration, action);
    default:
      return configuration;
  }
}

interface Saving {
  readonly before: JobConfiguration;
  readonly saved: JobConfiguration;
}

function stepProblems(action: ScenarioAction, { before, saved }: Saving, locate: Locate): readonly Problem[] {
  if (action.kind === 'setScopingFilters') return filterProblems(action.filters, before, locate);
  if (action.kind !== 'setMapping') return [];
  return kinds.flatMap((kind) => {
    const rows = action[kind];
    if (Object.keys(rows).length === 0) return [];
    const placeOf = (place: string) => placeIn(place, kind, rows, locate);
    return [...removalProblems(rows, placeOf), ...rowProblems({ before: before[kind], saved: saved[kind] }, saved, placeOf)];
  });
}

/** A row that is not there may be removed, what is no target attribute may not. */
function removalProblems(rows: MappingRows, placeOf: (place: string) => string): readonly Problem[] {
  return Object.entries(rows)
    .filter(([target, row]) => row === null && parseTargetAttribute(target) === null)
    .map(([target]) => ({ ...unreadable(target), place: placeOf(target) }));
}

const kinds = ['user', 'group'] as const;
type Kind = (typeof kinds)[number];

/** Clauses such as Entra saves; an imported document may declare attributes of its own. */
function filterProblems(filters: ScopingFilters, { schemaDocument }: JobConfiguration, locate: Locate): readonly Problem[] {
  return kinds.flatMap((kind) => {
    const type = kind === 'user' ? 'User' : 'Group';
    const declared = new Set(sourceAttributesOf(type, schemaDocument).map(({ name }) => name));
    return (filters[kind]?.groups ?? []).flatMap(({ clauses }, index) =>
      clauses.flatMap((clause, at) => clauseProblems(clause, type, locate([kind, index, 'clauses', at]), declared)),
    );
  });
}

/** What is wrong with a mapping that was not before. Filters are judged where they are set. */
function rowProblems(
  { before, saved }: { readonly before: ObjectMapping; readonly saved: ObjectMapping },
  configuration: JobConfiguration,
  placeOf: (place: string) => string,
): readonly Problem[] {
  const surroundings = {
    sourceAttributes: sourceAttributesOf(saved.sourceObjectName, configuration.schemaDocument),
    options: languageOptionsOf(configuration),
  };
  const judged = (mapping: ObjectMapping) => mappingProblems({ ...mapping, scope: null }, surroundings);
  const known = new Set(judged(before).map((problem) => JSON.stringify(problem)));
  return judged(saved)
    .filter((problem) => !known.has(JSON.stringify(problem)))
    .map((problem) => inWordsOfFile({ ...problem, place: placeOf(problem.place) }, problem.place, saved));
}

/** The row that a problem is about, where the step has one; else the rows of its mapping. */
function placeIn(place: string, kind: Kind, rows: MappingRows, locate: Locate): string {
  const { target } = partsOf(place);
  return locate(Object.hasOwn(rows, target) ? [kind, target] : [kind]);
}

/** A problem's own place: `title`, `title, column 9` or `Attribute list, title`. */
function partsOf(place: string): { readonly target: string; readonly column: string | null } {
  const [, ofColumn, column = null] = /^(.*), column (\d+)$/s.exec(place) ?? [];
  return { target: (ofColumn ?? place).replace(/^Attribute list, /, ''), column };
}

/** A line of a file has no column of an expression, and a file has no attribute list to add something to. */
function inWordsOfFile(problem: Problem, place: string, { targetAttributes }: ObjectMapping): Problem {
  const { target, column } = partsOf(place);
  if (column !== null) {
    const where = problem.message.includes(`column ${column}`) ? target : `${target}, column ${column}`;
    return { ...problem, message: `${where}: ${problem.message}` };
  }
  const isUnlisted = place === target && parseTargetAttribute(target) !== null && problem.message.includes('attribute list');
  if (!isUnlisted || listedDefinition(targetAttributes, target) !== undefined) return problem;
  return { ...problem, remedy: `${problem.remedy} In a scenario: { source: …, custom: String }.` };
}
