import type { TenantObject } from '#shared/entra/tenant.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { type DocumentPath, unknownNameProblem } from './read-document.ts';
import { ruleAttributeProblems, unknownAttribute } from './rule-attribute.ts';
import type { Locate } from './scenario-configuration.ts';
import type { StepContent } from './step-schema.ts';
import type { TenantFile } from './tenant-file.ts';
import { attributeSchemas } from './tenant-schema.ts';

/** Every user, group and attribute that a step names must be of the tenant. `locate` takes paths below the step. */
export function keyProblems(step: StepContent, tenant: TenantFile, locate: Locate): readonly Problem[] {
  const named = namesOf(step).flatMap(({ key, path, kind }) => {
    const known = tenant.objects.filter(({ type }) => kind === 'any' || type === kind).map((object) => object.key);
    const noun = kind === 'any' ? 'user or group' : kind.toLowerCase();
    return known.includes(key) ? [] : [unknownNameProblem(locate(path), key, noun, known)];
  });
  const changes = Object.entries(step.change ?? {}).flatMap(([key, attributes]) =>
    tenant.objects
      .filter((object) => object.key === key)
      .flatMap((object) => changeProblems(object, attributes, (path) => locate(['change', key, ...path]))),
  );
  return [...named, ...changes, ...ruleProblems(step, locate), ...onDemandProblems(step, tenant, locate)];
}

interface Name {
  readonly key: string;
  readonly path: DocumentPath;
  readonly kind: 'User' | 'Group' | 'any';
}

function namesOf(step: StepContent): readonly Name[] {
  return [...namesInLists(step), ...namesInMaps(step), ...namesAroundTarget(step)];
}

function namesInLists(step: StepContent): readonly Name[] {
  const lists = (['unassign', 'softDelete', 'restore', 'hardDelete'] as const).flatMap((name) =>
    (step[name] ?? []).map((key, index): Name => ({ key, path: [name, index], kind: 'any' })),
  );
  const assigned = (step.assign ?? []).map(
    (entry, index): Name =>
      typeof entry === 'string'
        ? { key: entry, path: ['assign', index], kind: 'any' }
        : { key: entry.principal, path: ['assign', index, 'principal'], kind: 'any' },
  );
  return [...lists, ...assigned];
}

function namesInMaps(step: StepContent): readonly Name[] {
  const members = (['addMember', 'removeMember'] as const).flatMap((name) =>
    Object.entries(step[name] ?? {}).flatMap(([group, keys]): readonly Name[] => [
      { key: group, path: [name, group], kind: 'Group' },
      ...keys.map((key, index): Name => ({ key, path: [name, group, index], kind: 'any' })),
    ]),
  );
  const changes = Object.entries(step.change ?? {}).flatMap(([key, attributes]): readonly Name[] => [
    { key, path: ['change', key], kind: 'any' },
    ...(typeof attributes['manager'] === 'string'
      ? [{ key: attributes['manager'], path: ['change', key, 'manager'], kind: 'User' } as const]
      : []),
  ]);
  const rules = Object.keys(step.membershipRule ?? {}).map(
    (key): Name => ({ key, path: ['membershipRule', key], kind: 'Group' }),
  );
  return [...members, ...changes, ...rules];
}

function namesAroundTarget({ onDemand, fault, atTarget, expect }: StepContent): readonly Name[] {
  const demanded: readonly Name[] =
    onDemand === undefined
      ? []
      : typeof onDemand === 'string'
        ? [{ key: onDemand, path: ['onDemand'], kind: 'any' }]
        : [
            { key: onDemand.group, path: ['onDemand', 'group'], kind: 'Group' },
            ...onDemand.members.map((key, index): Name => ({ key, path: ['onDemand', 'members', index], kind: 'any' })),
          ];
  const failing = (fault?.next ?? []).flatMap(({ who }, index): readonly Name[] =>
    who === undefined ? [] : [{ key: who, path: ['fault', 'next', index, 'who'], kind: 'any' }],
  );
  const touched: readonly Name[] = [
    ...Object.keys(atTarget?.change ?? {}).map((key): Name => ({ key, path: ['atTarget', 'change', key], kind: 'any' })),
    ...(atTarget?.remove ?? []).map((key, index): Name => ({ key, path: ['atTarget', 'remove', index], kind: 'any' })),
  ];
  const expected: readonly Name[] = [
    ...(expect?.log ?? []).map(({ who }, index): Name => ({ key: who, path: ['expect', 'log', index, 'who'], kind: 'any' })),
    ...(['links', 'resources'] as const).flatMap((name) =>
      Object.keys(expect?.[name] ?? {}).map((key): Name => ({ key, path: ['expect', name, key], kind: 'any' })),
    ),
  ];
  return [...demanded, ...failing, ...touched, ...expected];
}

/** Entra asks for members of a group and takes none with a user. */
function onDemandProblems({ onDemand }: StepContent, tenant: TenantFile, locate: Locate): readonly Problem[] {
  if (onDemand === undefined || typeof onDemand === 'string') return [];
  const group = tenant.objects.find(({ key }) => key === onDemand.group);
  if (group?.type !== 'Group') return [];
  return onDemand.members.flatMap((key, index) => {
    const member = tenant.objects.find((object) => object.key === key);
    if (member === undefined || member.type === 'User') return [];
    const remedy = 'Nested groups are not provisioned; name users.';
    return [{ place: locate(['onDemand', 'members', index]), message: `"${key}" is a group.`, remedy }];
  });
}

function ruleProblems(step: StepContent, locate: Locate): readonly Problem[] {
  return Object.entries(step.membershipRule ?? {}).flatMap(([key, rule]) =>
    rule === null ? [] : ruleAttributeProblems(rule.attribute, locate(['membershipRule', key, 'attribute'])),
  );
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
    if (schema === undefined) return [unknownAttribute(place, object.type, name, Object.keys(schemas))];
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
  membershipRule: 'Use the step membershipRule.',
  objectId: 'An objectId never changes.',
  directoryExtensions: 'Name the extension itself: extension_<appId without dashes>_<name>.',
};
