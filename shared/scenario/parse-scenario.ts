import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { assert } from '#shared/kernel/assert.ts';
import { parseDuration } from '#shared/kernel/duration.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { Configuration, MappingRowContent } from './configuration-schema.ts';
import { configurationOf, type SettingOverrides } from './job-setup.ts';
import { type ReadDocument, readDocument } from './read-document.ts';
import { savingProblems } from './saving-problems.ts';
import type { ActionSwitches, Advance, MappingRows, Scenario, ScenarioAction, ScenarioTarget } from './scenario.ts';
import { configurationProblems, type Locate } from './scenario-configuration.ts';
import { keyProblems } from './scenario-keys.ts';
import { SCENARIO_VERSION, type ScenarioContent, scenarioSchema } from './scenario-schema.ts';
import { toScopingFilters } from './scoping-filters.ts';
import type { StepContent } from './step-schema.ts';
import type { TenantFile } from './tenant-file.ts';

/** A scenario before its tenant is known. */
export interface ScenarioDraft {
  /** Path of the tenant file, relative to the scenario's folder. */
  readonly tenantPath: string;
  readonly tenantPlace: string;
  /** The schema document that the job is set up with, its path relative to the scenario's folder; null: none. */
  readonly schema: { readonly path: string; readonly place: string } | null;
  /** As the configuration sets them; all of them are known. */
  readonly habits: Readonly<Record<string, string>>;
  /**
   * Checks every key the steps name against the tenant, and every mapping row and filter as Entra's editor does on Save, each with
   * what the steps before it have left.
   */
  complete(tenant: TenantFile, start?: ScenarioStart): Parsed<Scenario>;
}

/** What the job begins with beside what the scenario itself says. */
export interface ScenarioStart {
  /** Of the schema document that the scenario names; else it begins as a new application does. */
  readonly imported?: JobConfiguration | undefined;
  readonly overrides?: SettingOverrides;
}

/** Reads a scenario file (YAML). Problems name `file:line:column`; `file` is the path as the person gave it. */
export function parseScenario(text: string, file: string): Parsed<ScenarioDraft> {
  const document = readDocument<ScenarioContent>(text, file, scenarioSchema, { name: 'scenario', version: SCENARIO_VERSION });
  if (!document.ok) return document;
  const { value, locate } = document.value;
  const problems = configurationProblems(value, locate);
  if (problems.length > 0) return refused(...problems);
  return accepted({
    tenantPath: value.tenant,
    tenantPlace: locate(['tenant']),
    schema:
      value.configuration?.schema === undefined
        ? null
        : { path: value.configuration.schema, place: locate(['configuration', 'schema']) },
    habits: value.configuration?.habits ?? {},
    complete: (tenant, start = {}) => complete(document.value, file, { tenant, ...start }),
  });
}

function complete(
  { value, locate }: ReadDocument<ScenarioContent>,
  file: string,
  { tenant, imported, overrides = {} }: ScenarioStart & { readonly tenant: TenantFile },
): Parsed<Scenario> {
  const keys = value.steps.flatMap((step, index) => keyProblems(step, tenant, (path) => locate(['steps', index, ...path])));
  const configuration = toConfiguration(value.configuration);
  const steps = value.steps.map((step, index) => ({ place: locate(['steps', index]), action: toAction(step) }));
  const begun = configurationOf(configuration, overrides, imported);
  const problems = [...keys, ...savingProblems({ configuration, steps }, begun, locate)];
  if (problems.length > 0) return refused(...problems);
  return accepted({
    id: idOf(file),
    file,
    name: value.name,
    target: toTarget(value.target, locate),
    configuration,
    seed: value.seed,
    steps,
  });
}

function idOf(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return name.replace(/(\.scenario)?\.ya?ml$/i, '');
}

function toTarget(target: ScenarioContent['target'], locate: Locate): ScenarioTarget {
  if (target === 'local') return { kind: 'local', dialect: 'legacy', tolerances: null, profile: null, faults: [] };
  if (target.url !== undefined) {
    const { url, tokenEnv = null, client } = target;
    return {
      kind: 'remote',
      url,
      tokenEnv,
      client: client === undefined ? null : { ...client, oauthScope: client.oauthScope ?? null },
    };
  }
  return {
    kind: 'local',
    dialect: target.local?.dialect ?? 'legacy',
    tolerances: target.local?.tolerances ?? null,
    profile: target.profile === undefined ? null : { value: target.profile, place: locate(['target', 'profile']) },
    faults: (target.faults ?? []).map((rule, index) => ({ value: rule, place: locate(['target', 'faults', index]) })),
  };
}

function toConfiguration(configuration: Configuration = {}): Scenario['configuration'] {
  return {
    scope: configuration.scope,
    objectsInFlight: configuration.objectsInFlight,
    skipsOutOfScopeDeletions: configuration.skipOutOfScopeDeletions,
    deletionThreshold: configuration.deletionThreshold,
    notificationEmail: configuration.notificationEmail,
    habits: configuration.habits ?? {},
    actions: toSwitches(configuration.actions),
    scopingFilters: toScopingFilters(configuration.scopingFilters),
  };
}

function toSwitches({ user = {}, group = {} }: NonNullable<Configuration['actions']> = {}): ActionSwitches {
  return { user, group };
}

function toAction(step: StepContent): ScenarioAction {
  return tenantAction(step) ?? jobAction(step) ?? targetAction(step);
}

/** What an administrator does in the tenant. */
function tenantAction(step: StepContent): ScenarioAction | undefined {
  for (const kind of ['unassign', 'softDelete', 'restore', 'hardDelete'] as const) {
    const keys = step[kind];
    if (keys !== undefined) return { kind, keys };
  }
  for (const kind of ['addMember', 'removeMember'] as const) {
    const membersByGroup = step[kind];
    if (membersByGroup !== undefined) return { kind, membersByGroup };
  }
  if (step.assign !== undefined) {
    const assignments = step.assign.map((entry) =>
      typeof entry === 'string' ? { key: entry, role: null } : { key: entry.principal, role: entry.role },
    );
    return { kind: 'assign', assignments };
  }
  if (step.change !== undefined) return { kind: 'change', attributesByKey: step.change };
  if (step.membershipRule !== undefined) return { kind: 'membershipRule', rulesByGroup: step.membershipRule };
  return undefined;
}

/** What is done with the provisioning job, and with its clock. */
function jobAction(step: StepContent): ScenarioAction | undefined {
  for (const kind of ['testConnection', 'start', 'pause', 'plan', 'allowDeletions', 'rejectDeletions'] as const) {
    if (step[kind] !== undefined) return { kind };
  }
  if (step.setMapping !== undefined) {
    return { kind: 'setMapping', user: toRows(step.setMapping.user), group: toRows(step.setMapping.group) };
  }
  if (step.setScope !== undefined) return { kind: 'setScope', scope: step.setScope };
  if (step.setHabit !== undefined) return { kind: 'setHabit', habits: step.setHabit };
  if (step.setActions !== undefined) return { kind: 'setActions', actions: toSwitches(step.setActions) };
  if (step.setScopingFilters !== undefined) {
    return { kind: 'setScopingFilters', filters: toScopingFilters(step.setScopingFilters) };
  }
  if (step.cycle !== undefined) return { kind: 'cycle', cycleKind: step.cycle };
  if (step.restart !== undefined) return { kind: 'restart', resetScope: step.restart.resetScope ?? [] };
  if (step.advance !== undefined) return { kind: 'advance', to: toAdvance(step.advance) };
  if (step.onDemand === undefined) return undefined;
  return typeof step.onDemand === 'string'
    ? { kind: 'onDemand', key: step.onDemand, members: [] }
    : { kind: 'onDemand', key: step.onDemand.group, members: step.onDemand.members };
}

/** What befalls the target, and what is expected of it. */
function targetAction(step: StepContent): ScenarioAction {
  if (step.fault !== undefined)
    return { kind: 'fault', faults: step.fault.next ?? [], on: step.fault.on ?? [], off: step.fault.off ?? [] };
  if (step.atTarget !== undefined) {
    const { createUsers = [], createGroups = [], change = {}, remove = [] } = step.atTarget;
    return { kind: 'atTarget', createdUsers: createUsers, createdGroups: createGroups, changes: change, removed: remove };
  }
  assert(step.expect !== undefined, 'the schema lets no step through that does nothing');
  return { kind: 'expect', expectation: step.expect };
}

function toAdvance(text: string): Advance {
  if (text === 'next-cycle' || text === 'next-retry') return { kind: text };
  return { kind: 'duration', text, ms: parseDuration(text) ?? 0 };
}

function toRows(rows: Readonly<Record<string, MappingRowContent>> = {}): MappingRows {
  return Object.fromEntries(
    Object.entries(rows).map(([target, row]) => {
      if (row === null) return [target, null];
      const { source, matching, apply, default: defaultValue, custom } = typeof row === 'string' ? { source: row } : row;
      return [target, { source, matching, apply, defaultValue, custom }];
    }),
  );
}
