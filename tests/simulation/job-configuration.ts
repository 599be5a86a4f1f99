import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { ScopingFilter, ScopingGroup } from '#shared/entra/scoping-filter.ts';
import type { FilterPlan, JobPlan } from './plan.ts';

/** What an administrator would have set for a job like this. */
export function jobConfiguration(plan: JobPlan): JobConfiguration {
  const defaults = defaultJobConfiguration();
  const user: ObjectMapping = {
    ...matchedBy(defaults.user, plan.userMatching.split(', then ')),
    flowTypes: { add: true, update: true, delete: plan.deletesUsers },
    scope: filters[plan.filter],
  };
  return {
    ...defaults,
    scope: plan.scope,
    habitSettings: plan.habits,
    skipsOutOfScopeDeletions: plan.skipsOutOfScopeDeletions,
    objectsInFlightCount: plan.objectsInFlightCount,
    user: plan.hasActiveRow ? user : withoutRow(user, 'active'),
    group: {
      ...matchedBy(defaults.group, [plan.groupMatching]),
      enabled: plan.hasGroups,
      flowTypes: { add: true, update: true, delete: plan.deletesGroups },
    },
  };
}

function matchedBy(mapping: ObjectMapping, attributes: readonly string[]): ObjectMapping {
  const attributeMappings = mapping.attributeMappings.map((row) => ({
    ...row,
    matchingPriority: attributes.indexOf(row.targetAttributeName) + 1,
  }));
  return { ...mapping, attributeMappings };
}

function withoutRow(mapping: ObjectMapping, target: string): ObjectMapping {
  return { ...mapping, attributeMappings: mapping.attributeMappings.filter((row) => row.targetAttributeName !== target) };
}

const filters: Readonly<Record<FilterPlan, ScopingFilter | null>> = {
  none: null,
  'department is Sales': anyOf(['department', 'EQUALS', 'Sales']),
  'has a job title': anyOf(['jobTitle', 'IS NOT NULL']),
  'lives in Oslo or has a job title': anyOf(['city', 'EQUALS', 'Oslo'], ['jobTitle', 'IS NOT NULL']),
};

function anyOf(...clauses: readonly (readonly [attribute: string, operator: string, ...values: string[]])[]): ScopingFilter {
  const groups = clauses.map(
    ([attribute, operator, ...values], index): ScopingGroup => ({
      name: `Filter ${index + 1}`,
      clauses: [{ attribute, operator, values }],
    }),
  );
  return { groups, inputFilterGroups: [], categoryFilterGroups: [] };
}
