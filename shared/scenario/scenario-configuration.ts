import { parseHabitSettings } from '#shared/entra/habits.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type { ScopingFiltersContent } from './configuration-schema.ts';
import type { DocumentPath } from './read-document.ts';
import type { ScenarioContent } from './scenario-schema.ts';
import { toClause } from './scoping-filters.ts';

/** Where something stands in the file: `file:line:column` of a path below the part that is looked at. */
export type Locate = (path: DocumentPath) => string;

/** What the schema lets through and cannot be read by itself: habits that are not known, clauses that are none. */
export function configurationProblems({ configuration, steps }: ScenarioContent, locate: Locate): readonly Problem[] {
  return [
    ...habitProblems(configuration?.habits, (path) => locate(['configuration', 'habits', ...path])),
    ...filterProblems(configuration?.scopingFilters, (path) => locate(['configuration', 'scopingFilters', ...path])),
    ...steps.flatMap((step, index) => [
      ...filterProblems(step.setScopingFilters, (path) => locate(['steps', index, 'setScopingFilters', ...path])),
      ...habitProblems(step.setHabit, (path) => locate(['steps', index, 'setHabit', ...path])),
    ]),
  ];
}

/** Habits must be known, and each set to something it can be set to. */
function habitProblems(habits: Readonly<Record<string, string>> | undefined, locate: Locate): readonly Problem[] {
  return Object.entries(habits ?? {}).flatMap(([id, setting]) => {
    const parsed = parseHabitSettings({ [id]: setting });
    return parsed.ok ? [] : parsed.problems.map((problem) => ({ ...problem, place: locate([id]) }));
  });
}

function filterProblems(filters: ScopingFiltersContent | undefined, locate: Locate): readonly Problem[] {
  return (['user', 'group'] as const).flatMap((kind) =>
    (filters?.[kind] ?? []).flatMap(({ clauses }, index) =>
      clauses.flatMap((content, at) => {
        const clause = toClause(content);
        if (clause.ok) return [];
        return clause.problems.map((problem) => ({ ...problem, place: locate([kind, index, 'clauses', at]) }));
      }),
    ),
  );
}
