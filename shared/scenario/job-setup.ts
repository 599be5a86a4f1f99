import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { withHabitSetting } from '#shared/entra/habits.ts';
import type { JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { ActionSwitches, ScenarioConfiguration, ScopingFilters } from './scenario.ts';

/** What the person who starts a run sets instead of the scenario. */
export interface SettingOverrides {
  readonly objectsInFlight?: number | undefined;
  /** Checked habits, by id. */
  readonly habits?: Readonly<Record<string, string>> | undefined;
}

/** The job configuration of a new application, or an imported one, as a scenario and then a person change it. */
export function configurationOf(
  wanted: ScenarioConfiguration,
  overrides: SettingOverrides,
  initial: JobConfiguration = defaultJobConfiguration(),
): JobConfiguration {
  return withHabits(
    withActions(
      withScopingFilters(
        {
          ...initial,
          scope: wanted.scope ?? initial.scope,
          objectsInFlightCount: overrides.objectsInFlight ?? wanted.objectsInFlight ?? initial.objectsInFlightCount,
          skipsOutOfScopeDeletions: wanted.skipsOutOfScopeDeletions ?? initial.skipsOutOfScopeDeletions,
        },
        wanted.scopingFilters,
      ),
      wanted.actions,
    ),
    { ...wanted.habits, ...overrides.habits },
  );
}

/** The Source Object Scope of users and groups, where the filters say something of it. */
export function withScopingFilters(configuration: JobConfiguration, { user, group }: ScopingFilters): JobConfiguration {
  return {
    ...configuration,
    ...(user === undefined ? {} : { user: { ...configuration.user, scope: user } }),
    ...(group === undefined ? {} : { group: { ...configuration.group, scope: group } }),
  };
}

export function withHabits(configuration: JobConfiguration, habits: Readonly<Record<string, string>>): JobConfiguration {
  const habitSettings = Object.entries(habits).reduce((settings, [id, setting]) => {
    const next = withHabitSetting(settings, id, setting);
    assert(next.ok, `the habit ${id} was checked when the scenario was read`);
    return next.value;
  }, configuration.habitSettings);
  return { ...configuration, habitSettings };
}

export function withActions(configuration: JobConfiguration, { user, group }: ActionSwitches): JobConfiguration {
  return {
    ...configuration,
    user: withSwitches(configuration.user, user),
    group: withSwitches(configuration.group, group),
  };
}

function withSwitches(mapping: ObjectMapping, switches: ActionSwitches['user']): ObjectMapping {
  const { flowTypes } = mapping;
  return {
    ...mapping,
    flowTypes: {
      add: switches.create ?? flowTypes.add,
      update: switches.update ?? flowTypes.update,
      delete: switches.delete ?? flowTypes.delete,
    },
  };
}
