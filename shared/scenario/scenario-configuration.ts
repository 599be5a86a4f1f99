import { toMappingSource } from '#shared/entra/default-mappings.ts';
import { parseExpression } from '#shared/entra/expressions/parse-expression.ts';
import { parseHabitSettings } from '#shared/entra/habits.ts';
import { clauseProblems } from '#shared/entra/scoping-filter-problems.ts';
import { parseTargetAttribute } from '#shared/entra/target-attribute.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type { Configuration, MappingRowContent, ScopingFiltersContent } from './configuration-schema.ts';
import type { DocumentPath } from './read-document.ts';
import { toClause } from './scoping-filters.ts';
import type { StepContent } from './step-schema.ts';

/** Where something stands in the file: `file:line:column` of a path below the part that is looked at. */
export type Locate = (path: DocumentPath) => string;

/** What the schema lets through and no job could be set up with. */
export function configurationProblems(configuration: Configuration | undefined, locate: Locate): readonly Problem[] {
  return [
    ...habitProblems(configuration?.habits, (path) => locate(['habits', ...path])),
    ...filterProblems(configuration?.scopingFilters, (path) => locate(['scopingFilters', ...path])),
  ];
}

/** Habits must be known, and each set to something it can be set to. */
export function habitProblems(habits: Readonly<Record<string, string>> | undefined, locate: Locate): readonly Problem[] {
  return Object.entries(habits ?? {}).flatMap(([id, setting]) => {
    const parsed = parseHabitSettings({ [id]: setting });
    return parsed.ok ? [] : parsed.problems.map((problem) => ({ ...problem, place: locate([id]) }));
  });
}

/** Clauses must be readable, and such as Entra saves. */
export function filterProblems(filters: ScopingFiltersContent | undefined, locate: Locate): readonly Problem[] {
  return (['user', 'group'] as const).flatMap((kind) =>
    (filters?.[kind] ?? []).flatMap(({ clauses }, index) =>
      clauses.flatMap((content, at) => {
        const place = locate([kind, index, 'clauses', at]);
        const clause = toClause(content);
        if (!clause.ok) return clause.problems.map((problem) => ({ ...problem, place }));
        return clauseProblems(clause.value, kind === 'user' ? 'User' : 'Group', place);
      }),
    ),
  );
}

/** Mapping rows must be readable before anything runs: Entra refuses them on Save. */
export function mappingProblems(mappings: StepContent['setMapping'], locate: Locate): readonly Problem[] {
  return (['user', 'group'] as const).flatMap((kind) =>
    Object.entries(mappings?.[kind] ?? {}).flatMap(([target, row]) => rowProblems(target, row, locate([kind, target]))),
  );
}

function rowProblems(target: string, row: MappingRowContent, place: string): readonly Problem[] {
  if (parseTargetAttribute(target) === null) {
    return [
      {
        place,
        message: `"${target}" is no target attribute.`,
        remedy: 'Write it as userName, name.givenName, emails[type eq "work"].value or urn:...:User:department.',
      },
    ];
  }
  if (row === null) return [];
  const source = toMappingSource(typeof row === 'string' ? row : row.source);
  if (source.type !== 'Function') return [];
  const expression = parseExpression(source.expression);
  if (expression.ok) return [];
  return expression.problems.map((problem) => ({
    place,
    message: `The expression for "${target}" cannot be read (${problem.place}): ${problem.message}`,
    remedy: problem.remedy,
  }));
}
