import type { SourceValue, TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import { type DocumentPath, type ReadDocument, readDocument, unknownNameProblem } from './read-document.ts';
import { ruleAttributeProblems } from './rule-attribute.ts';
import { type GroupEntry, TENANT_FILE_VERSION, tenantFileSchema, type UserEntry } from './tenant-schema.ts';

/** A tenant as a file describes it: users first, then groups, each in the file's order. */
export interface TenantFile {
  readonly name: string;
  readonly objects: readonly TenantObject[];
}

interface Entries {
  readonly name: string;
  readonly users: Readonly<Record<string, UserEntry>>;
  readonly groups: Readonly<Record<string, GroupEntry>>;
}

/** Reads a tenant file (YAML). `file` is how problems name it: `tenants/larkfield.yaml:12:5`. */
export function parseTenantFile(text: string, file: string): Parsed<TenantFile> {
  const document = readDocument<Entries>(text, file, tenantFileSchema, { name: 'tenant file', version: TENANT_FILE_VERSION });
  if (!document.ok) return document;
  const entries = document.value.value;
  const problems = [...nameProblems(document.value), ...referenceProblems(document.value)];
  if (problems.length > 0) return refused(...problems);
  const idOf = (key: string): string => entries.users[key]?.objectId ?? entries.groups[key]?.objectId ?? objectIdForKey(key);
  return accepted({
    name: entries.name,
    objects: [
      ...Object.entries(entries.users).map(([key, entry]) => toUser(key, entry, idOf)),
      ...Object.entries(entries.groups).map(([key, entry]) => toGroup(key, entry, idOf)),
    ],
  });
}

/** The GUID of a key: the same in every run and on every machine. */
export function objectIdForKey(key: string): string {
  return randomUuid(seededRandom('tenant object', key));
}

function toUser(key: string, entry: UserEntry, idOf: (key: string) => string): TenantUser {
  const { manager, objectId: _objectId, directoryExtensions = {}, ...attributes } = entry;
  return {
    type: 'User',
    objectId: idOf(key),
    key,
    attributes: withoutAbsent({ accountEnabled: true, ...attributes, ...directoryExtensions }),
    managerId: manager === undefined ? null : idOf(manager),
    deletedAt: null,
  };
}

function toGroup(key: string, entry: GroupEntry, idOf: (key: string) => string): TenantGroup {
  const { members = [], membershipRule, objectId: _objectId, ...attributes } = entry;
  return {
    type: 'Group',
    objectId: idOf(key),
    key,
    attributes: withoutAbsent(attributes),
    memberIds: [...new Set(members)].map(idOf),
    ...(membershipRule === undefined ? {} : { membershipRule }),
    deletedAt: null,
  };
}

function withoutAbsent(attributes: Readonly<Record<string, SourceValue | undefined>>): Readonly<Record<string, SourceValue>> {
  return Object.fromEntries(Object.entries(attributes).filter((entry): entry is [string, SourceValue] => entry[1] !== undefined));
}

/** Keys, user principal names and object ids each name one object of the tenant. */
function nameProblems({ value, locate }: ReadDocument<Entries>): readonly Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  const claim = (name: string, what: string, key: string, path: DocumentPath): void => {
    const owner = owners.get(`${what} ${name.toLowerCase()}`);
    owners.set(`${what} ${name.toLowerCase()}`, key);
    if (owner === undefined) return;
    problems.push({
      place: locate(path),
      message: `The ${what} "${name}" is already that of "${owner}".`,
      remedy: 'Give every object of a tenant its own.',
    });
  };
  for (const [key, user] of Object.entries(value.users)) {
    claim(key, 'key', key, ['users', key]);
    claim(user.userPrincipalName, 'userPrincipalName', key, ['users', key, 'userPrincipalName']);
    if (user.objectId !== undefined) claim(user.objectId, 'objectId', key, ['users', key, 'objectId']);
  }
  for (const [key, group] of Object.entries(value.groups)) {
    claim(key, 'key', key, ['groups', key]);
    if (group.objectId !== undefined) claim(group.objectId, 'objectId', key, ['groups', key, 'objectId']);
  }
  return problems;
}

function referenceProblems({ value, locate }: ReadDocument<Entries>): readonly Problem[] {
  const userKeys = Object.keys(value.users);
  const keys = [...userKeys, ...Object.keys(value.groups)];
  const known = new Set(keys);
  const managers = Object.entries(value.users)
    .filter(([, { manager }]) => manager !== undefined && value.users[manager] === undefined)
    .map(([key, { manager = '' }]) => unknownNameProblem(locate(['users', key, 'manager']), manager, 'user', userKeys));
  const members = Object.entries(value.groups).flatMap(([key, group]) =>
    (group.members ?? []).flatMap((member, index) => {
      const place = locate(['groups', key, 'members', index]);
      if (member === key) return [{ place, message: `The group "${key}" holds itself.`, remedy: 'Remove it from its members.' }];
      return known.has(member) ? [] : [unknownNameProblem(place, member, 'user or group', keys)];
    }),
  );
  const rules = Object.entries(value.groups).flatMap(([key, { membershipRule, members = [] }]) => {
    if (membershipRule === undefined) return [];
    const place = (name: string): string => locate(['groups', key, 'membershipRule', name]);
    const byHand = members.length === 0 ? [] : [dynamicMembersProblem(key, locate(['groups', key, 'members']))];
    return [...ruleAttributeProblems(membershipRule.attribute, place('attribute')), ...byHand];
  });
  return [...managers, ...members, ...rules];
}

function dynamicMembersProblem(key: string, place: string): Problem {
  const remedy = 'Leave the members out, or the rule.';
  return { place, message: `The group "${key}" is dynamic: its rule says who its members are.`, remedy };
}
