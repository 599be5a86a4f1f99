import { toMappingSource } from '#shared/entra/default-mappings.ts';
import { parseExpression } from '#shared/entra/expression.ts';
import { parseTargetAttribute } from '#shared/entra/target-attribute.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { assert } from '#shared/kernel/assert.ts';
import { parseDuration } from '#shared/kernel/duration.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { closest } from './closest.ts';
import { type DocumentPath, type ReadDocument, readDocument, unknownNameProblem } from './read-document.ts';
import type { Scenario, ScenarioAction, ScenarioTarget } from './scenario.ts';
import { SCENARIO_VERSION, type ScenarioContent, type StepContent, scenarioSchema } from './scenario-schema.ts';
import type { TenantFile } from './tenant-file.ts';
import { attributeSchemas } from './tenant-schema.ts';

/** A scenario before its tenant is known. */
export interface ScenarioDraft {
  /** Path of the tenant file, relative to the scenario's folder. */
  readonly tenantPath: string;
  readonly tenantPlace: string;
  /** Checks every key the steps name against the tenant. */
  complete(tenant: TenantFile): Parsed<Scenario>;
}

/** Reads a scenario file (YAML). Problems name `file:line:column`; `file` is the path as the person gave it. */
export function parseScenario(text: string, file: string): Parsed<ScenarioDraft> {
  const document = readDocument<ScenarioContent>(text, file, scenarioSchema, { name: 'scenario', version: SCENARIO_VERSION });
  if (!document.ok) return document;
  const { value, locate } = document.value;
  const problems = value.steps.flatMap((step, index) => mappingProblems(step, (path) => locate(['steps', index, ...path])));
  if (problems.length > 0) return refused(...problems);
  return accepted({
    tenantPath: value.tenant,
    tenantPlace: locate(['tenant']),
    complete: (tenant) => complete(document.value, file, tenant),
  });
}

function complete({ value, locate }: ReadDocument<ScenarioContent>, file: string, tenant: TenantFile): Parsed<Scenario> {
  const problems = value.steps.flatMap((step, index) => keyProblems(step, tenant, (path) => locate(['steps', index, ...path])));
  if (problems.length > 0) return refused(...problems);
  return accepted({
    id: idOf(file),
    file,
    name: value.name,
    target: toTarget(value.target),
    seed: value.seed,
    steps: value.steps.map((step, index) => ({ place: locate(['steps', index]), action: toAction(step) })),
  });
}

function idOf(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return name.replace(/(\.scenario)?\.ya?ml$/i, '');
}

function toTarget(target: ScenarioContent['target']): ScenarioTarget {
  if (target === 'local') return { kind: 'local', dialect: 'legacy', tolerances: null };
  if (target.url !== undefined) return { kind: 'remote', url: target.url, tokenEnv: target.tokenEnv ?? null };
  return { kind: 'local', dialect: target.local?.dialect ?? 'legacy', tolerances: target.local?.tolerances ?? null };
}

function toAction(step: StepContent): ScenarioAction {
  for (const kind of ['assign', 'unassign', 'softDelete', 'restore', 'hardDelete'] as const) {
    const keys = step[kind];
    if (keys !== undefined) return { kind, keys };
  }
  for (const kind of ['addMember', 'removeMember'] as const) {
    const membersByGroup = step[kind];
    if (membersByGroup !== undefined) return { kind, membersByGroup };
  }
  if (step.setMapping !== undefined) {
    return { kind: 'setMapping', user: step.setMapping.user ?? {}, group: step.setMapping.group ?? {} };
  }
  if (step.setScope !== undefined) return { kind: 'setScope', scope: step.setScope };
  if (step.cycle !== undefined) return { kind: 'cycle', cycleKind: step.cycle };
  if (step.advance !== undefined) return { kind: 'advance', duration: step.advance, ms: parseDuration(step.advance) ?? 0 };
  if (step.change !== undefined) return { kind: 'change', attributesByKey: step.change };
  if (step.expect !== undefined) return { kind: 'expect', expectation: step.expect };
  assert(step.testConnection !== undefined, 'the schema lets no step through that does nothing');
  return { kind: 'testConnection' };
}

type Locate = (path: DocumentPath) => string;

/** Mapping rows must be readable before anything runs: Entra refuses them on Save. */
function mappingProblems(step: StepContent, locate: Locate): readonly Problem[] {
  return (['user', 'group'] as const).flatMap((kind) =>
    Object.entries(step.setMapping?.[kind] ?? {}).flatMap(([target, text]): readonly Problem[] => {
      const place = locate(['setMapping', kind, target]);
      if (parseTargetAttribute(target) === null) {
        return [
          {
            place,
            message: `"${target}" is no target attribute.`,
            remedy: 'Write it as userName, name.givenName, emails[type eq "work"].value or urn:...:User:department.',
          },
        ];
      }
      const source = text === null ? null : toMappingSource(text);
      if (source?.type !== 'Function') return [];
      const expression = parseExpression(source.expression);
      if (expression.ok) return [];
      return expression.problems.map((problem) => ({
        place,
        message: `The expression for "${target}" cannot be read (${problem.place}): ${problem.message}`,
        remedy: problem.remedy,
      }));
    }),
  );
}

function keyProblems(step: StepContent, tenant: TenantFile, locate: Locate): readonly Problem[] {
  const all = tenant.objects.map(({ key }) => key);
  const only = (type: 'User' | 'Group') => tenant.objects.filter((object) => object.type === type).map(({ key }) => key);
  const check = (key: string, path: DocumentPath, kind: string, known: readonly string[]): readonly Problem[] =>
    known.includes(key) ? [] : [unknownNameProblem(locate(path), key, kind, known)];
  const lists = (['assign', 'unassign', 'softDelete', 'restore', 'hardDelete'] as const).flatMap((name) =>
    (step[name] ?? []).flatMap((key, index) => check(key, [name, index], 'user or group', all)),
  );
  const members = (['addMember', 'removeMember'] as const).flatMap((name) =>
    Object.entries(step[name] ?? {}).flatMap(([group, keys]) => [
      ...check(group, [name, group], 'group', only('Group')),
      ...keys.flatMap((key, index) => check(key, [name, group, index], 'user or group', all)),
    ]),
  );
  const changes = Object.entries(step.change ?? {}).flatMap(([key, attributes]) => [
    ...check(key, ['change', key], 'user or group', all),
    ...tenant.objects
      .filter((object) => object.key === key)
      .flatMap((object) => changeProblems(object, attributes, (path) => locate(['change', key, ...path]))),
    ...(typeof attributes['manager'] === 'string'
      ? check(attributes['manager'], ['change', key, 'manager'], 'user', only('User'))
      : []),
  ]);
  return [...lists, ...members, ...changes];
}

/** A change takes the attributes a tenant file takes, each with a value of its kind. */
function changeProblems(object: TenantObject, attributes: Readonly<Record<string, unknown>>, locate: Locate): readonly Problem[] {
  const schemas = attributeSchemas(object.type);
  return Object.entries(attributes).flatMap(([name, value]): readonly Problem[] => {
    const place = locate([name]);
    const elsewhere = Object.hasOwn(changedElsewhere, name) ? changedElsewhere[name] : undefined;
    if (elsewhere !== undefined) return [{ place, message: `"change" does not take ${name}.`, remedy: elsewhere }];
    if (/^extension_[0-9a-fA-F]{32}_\w+$/.test(name)) return [];
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema === undefined) return [unknownAttribute(place, object, name, Object.keys(schemas))];
    if (value === null || schema.safeParse(value).success) return [];
    return [
      {
        place,
        message: `${JSON.stringify(value)} is no value for ${name}.`,
        remedy: typeof value === 'boolean' ? 'Put it in quotes.' : 'Give it the kind of value that a tenant file takes.',
      },
    ];
  });
}

const changedElsewhere: Readonly<Record<string, string>> = {
  members: 'Use addMember and removeMember.',
  objectId: 'An objectId never changes.',
  directoryExtensions: 'Name the extension itself: extension_<appId without dashes>_<name>.',
};

function unknownAttribute(place: string, object: TenantObject, name: string, known: readonly string[]): Problem {
  const near = closest(name, known);
  return {
    place,
    message: `A ${object.type.toLowerCase()} has no attribute "${name}".`,
    remedy: near === undefined ? `Known attributes: ${known.join(', ')}.` : `Did you mean "${near}"?`,
  };
}
