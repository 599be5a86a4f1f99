import type { Link } from '#shared/engine/effect.ts';
import type { TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { APP_ID, type Rehearsal } from './rehearsal.ts';

export interface Strictness {
  /** Attributes without a value, managers and members, too, must be absent: true of a target that was filled by one cycle. */
  readonly nothingElse?: boolean;
  /** References of objects that came into scope later are only made up for by a restart, as Entra says. */
  readonly references?: boolean;
  /** The answer to a creation may have been lost, so that nobody knows of the resource. */
  readonly hasLostAnswers?: boolean;
}

/**
 * Where the target departs from what the tenant says it should hold: one sentence each. Worked out from the tenant alone, without
 * the engine's mappings, and with what Entra never does: a value is not cleared, and whoever left scope is only disabled.
 */
export function departures(rehearsal: Rehearsal, strictness: Strictness = {}): readonly string[] {
  const { tenant, job } = rehearsal;
  const resources = rehearsal.target();
  const links = new Map(job.allLinks().map((link) => [link.sourceId, link]));
  const found: string[] = [];
  const say = (object: TenantObject | Link, sentence: string) => {
    found.push(`${'key' in object ? object.key : object.sourceId} ${sentence}`);
  };
  for (const object of objectsOf(rehearsal)) {
    const link = links.get(object.objectId);
    const resource = resources.get(link?.targetId ?? '');
    if (isInScope(rehearsal, object)) {
      if (resource === undefined) say(object, 'is in scope but not in the target');
      else for (const sentence of differences(object, resource, links, strictness)) say(object, sentence);
    } else if (object.type === 'Group' && link !== undefined) say(object, 'is a group out of scope but has a link');
    else if (link !== undefined && resource?.['active'] !== false) say(object, 'is a user out of scope but not disabled');
  }
  for (const link of links.values()) {
    if (!resources.has(link.targetId)) say(link, 'has a link to a resource that is not there');
    if (tenant.readObject(link.sourceId) === undefined && link.isManaged) say(link, 'was deleted but is managed');
  }
  const linkedIds = [...links.values()].map(({ targetId }) => targetId);
  if (new Set(linkedIds).size < linkedIds.length) found.push('two links lead to one resource');
  if (strictness.hasLostAnswers !== true) {
    for (const id of resources.keys()) if (!linkedIds.includes(id)) found.push(`nobody is linked to resource ${id}`);
  }
  return found;
}

function objectsOf({ tenant }: Rehearsal): readonly TenantObject[] {
  return (['User', 'Group'] as const).flatMap((type) => tenant.list({ type, deleted: 'any' }).objects);
}

function isInScope({ plan, tenant }: Rehearsal, object: TenantObject): boolean {
  if (object.deletedAt !== null || object.attributes['accountEnabled'] === false) return false;
  const assigned = tenant.assignments(APP_ID).map(({ principalId }) => principalId);
  const isMemberOfAssigned = tenant.groupsOf(object.objectId).some(({ objectId }) => assigned.includes(objectId));
  return plan.scope === 'all' || assigned.includes(object.objectId) || (object.type === 'User' && isMemberOfAssigned);
}

type Links = ReadonlyMap<string, Link>;

function differences(object: TenantObject, resource: JsonObject, links: Links, strictness: Strictness): readonly string[] {
  const wanted =
    object.type === 'User' ? wantedUser(object) : { displayName: object.attributes['displayName'], externalId: object.objectId };
  const held =
    object.type === 'User' ? heldUser(resource) : { displayName: resource['displayName'], externalId: resource['externalId'] };
  const different = Object.entries(wanted).filter(([name, value]) =>
    value === undefined || value === '' ? strictness.nothingElse === true && held[name] !== undefined : held[name] !== value,
  );
  return [
    ...different.map(([name, value]) => `should have ${name} ${JSON.stringify(value)} but has ${JSON.stringify(held[name])}`),
    ...(strictness.references === false
      ? []
      : object.type === 'User'
        ? wrongManager(object, resource, links, strictness)
        : wrongMembers(object, resource, links)),
  ];
}

type Values = Readonly<Record<string, Json | undefined>>;

/** What the mappings of a rehearsal mean: target value by a name of ours. */
function wantedUser({ attributes }: TenantUser): Values {
  const { displayName, jobTitle, mail, givenName, surname, city, mobile, mailNickname, department, userPrincipalName } =
    attributes;
  const [nickName, homeMail, role, costCenter] = [1, 2, 3, 4].map((number) => attributes[`extensionAttribute${number}`]);
  return {
    ...{ userName: userPrincipalName, active: true, displayName, title: jobTitle, mail, city, mobile, department },
    ...{ givenName, familyName: surname, formatted: [givenName, surname].filter((part) => part !== undefined).join(' ') },
    ...{ externalId: mailNickname, nickName, homeMail, role, costCenter: costCenter?.toString().replaceAll(' ', '') },
  };
}

function heldUser(resource: JsonObject): Values {
  const { userName, active, displayName, title, externalId, nickName } = resource;
  return {
    ...{
      userName,
      active,
      displayName,
      title,
      externalId,
      nickName,
      ...objectAt(resource['name']),
      ...objectAt(resource[ENTERPRISE]),
    },
    mail: elementAt(resource['emails'], { type: 'work' })['value'],
    homeMail: elementAt(resource['emails'], { type: 'home' })['value'],
    city: elementAt(resource['addresses'], { type: 'work' })['locality'],
    mobile: elementAt(resource['phoneNumbers'], { type: 'mobile' })['value'],
    role: elementAt(resource['roles'], { primary: true })['value'],
  };
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function wrongManager({ managerId }: TenantUser, resource: JsonObject, links: Links, strictness: Strictness): readonly string[] {
  const held = objectAt(objectAt(resource[ENTERPRISE])['manager'])['value'];
  const wanted = managerId === null ? undefined : links.get(managerId)?.targetId;
  const isRight = held === wanted || (wanted === undefined && strictness.nothingElse !== true);
  return isRight ? [] : [`should have the manager ${wanted} but has ${JSON.stringify(held)}`];
}

/** Members that have a resource, and no others. */
function wrongMembers({ memberIds }: TenantGroup, resource: JsonObject, links: Links): readonly string[] {
  const wanted = memberIds.flatMap((id) => links.get(id) ?? []);
  const members = Array.isArray(resource['members']) ? resource['members'] : [];
  const held = new Set(members.map((member: JsonObject) => String(member['value'])));
  const missing = wanted.filter(({ targetId }) => !held.delete(targetId));
  return [
    ...missing.map(({ sourceId }) => `should have the member ${sourceId}`),
    ...[...held].map((id) => `should not have the member ${id}`),
  ];
}

function objectAt(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function elementAt(list: Json | undefined, sign: Readonly<Record<string, Json>>): JsonObject {
  const [[name = '', value] = []] = Object.entries(sign);
  return Array.isArray(list) ? objectAt(list.find((element) => isJsonObject(element) && element[name] === value)) : {};
}
