import type { TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { Ledger } from './ledger.ts';
import type { FilterPlan, JobPlan } from './plan.ts';

// Who a job is for, and what its target should hold, worked out from the ledger in the plainest way. Nothing of shared/engine is
// called here, nor the scopes and mappings of shared/entra: of that layer only the types of the tenant's objects are used.

type Job = Pick<JobPlan, 'scope' | 'filter' | 'hasGroups'>;

/** Whether the object is the job's business, blocked or deleted though it may be. */
export function isEntitled({ objects, assigned }: Ledger, { scope, filter, hasGroups }: Job, object: TenantObject): boolean {
  const isAssigned = scope === 'all' || assigned.has(object.objectId);
  if (object.type === 'Group') return hasGroups && isAssigned;
  const comesWithGroup = (group: TenantObject): boolean =>
    isMemberOf(group, object) && group.deletedAt === null && assigned.has(group.objectId);
  return (isAssigned || [...objects.values()].some(comesWithGroup)) && passes(object, filter);
}

export function isInScope(ledger: Ledger, job: Job, object: TenantObject): boolean {
  const isActive = object.deletedAt === null && object.attributes['accountEnabled'] !== false;
  return isActive && isEntitled(ledger, job, object);
}

function isMemberOf(group: TenantObject, { objectId }: TenantUser): boolean {
  return group.type === 'Group' && group.memberIds.includes(objectId);
}

function passes({ attributes }: TenantUser, filter: FilterPlan): boolean {
  const hasJobTitle = attributes['jobTitle'] !== undefined;
  switch (filter) {
    case 'none':
      return true;
    case 'department is Sales':
      return attributes['department'] === 'Sales';
    case 'has a job title':
      return hasJobTitle;
    case 'lives in Oslo or has a job title':
      return attributes['city'] === 'Oslo' || hasJobTitle;
  }
}

/** Values by a name of ours; undefined where there is none. */
export type Values = Readonly<Record<string, Json | undefined>>;

/** What the default mappings mean for a user in scope. */
export function wantedUser({ attributes }: TenantUser): Values {
  const text = (name: string): Json | undefined => attributes[name] as string | undefined;
  const fullName = [text('givenName'), text('surname')].filter((part) => part !== undefined).join(' ');
  return {
    userName: userNameOf(String(text('userPrincipalName'))),
    displayName: text('displayName'),
    title: text('jobTitle'),
    mail: text('mail'),
    preferredLanguage: text('preferredLanguage'),
    givenName: text('givenName'),
    familyName: text('surname'),
    formatted: fullName === '' ? undefined : fullName,
    office: text('physicalDeliveryOfficeName'),
    streetAddress: text('streetAddress'),
    locality: text('city'),
    region: text('state'),
    postalCode: text('postalCode'),
    country: text('country'),
    telephone: text('telephoneNumber'),
    mobile: text('mobile'),
    fax: text('facsimileTelephoneNumber'),
    externalId: text('mailNickname'),
    employeeNumber: text('employeeId'),
    department: text('department'),
  };
}

/** A guest's name in Entra, `ada_partner.example#EXT#@larkfield.test`, goes out as `ada@partner.example`. */
function userNameOf(userPrincipalName: string): string {
  const [guest = '', ...host] = userPrincipalName.split('#EXT#');
  if (host.length === 0) return userPrincipalName;
  const at = guest.lastIndexOf('_');
  return `${guest.slice(0, at)}@${guest.slice(at + 1)}`;
}

/** The same values as a resource of the target holds them. */
export function heldUser(resource: JsonObject): Values {
  const name = objectAt(resource['name']);
  const enterprise = objectAt(resource[ENTERPRISE]);
  const address = elementOf(resource['addresses'], 'work');
  return {
    userName: resource['userName'],
    displayName: resource['displayName'],
    title: resource['title'],
    mail: elementOf(resource['emails'], 'work')['value'],
    preferredLanguage: resource['preferredLanguage'],
    givenName: name['givenName'],
    familyName: name['familyName'],
    formatted: name['formatted'],
    office: address['formatted'],
    streetAddress: address['streetAddress'],
    locality: address['locality'],
    region: address['region'],
    postalCode: address['postalCode'],
    country: address['country'],
    telephone: elementOf(resource['phoneNumbers'], 'work')['value'],
    mobile: elementOf(resource['phoneNumbers'], 'mobile')['value'],
    fax: elementOf(resource['phoneNumbers'], 'fax')['value'],
    externalId: resource['externalId'],
    employeeNumber: enterprise['employeeNumber'],
    department: enterprise['department'],
  };
}

export function wantedGroup({ attributes, objectId }: TenantGroup): Values {
  return { displayName: attributes['displayName'] as string, externalId: objectId };
}

export function heldManagerId(resource: JsonObject): Json | undefined {
  return objectAt(objectAt(resource[ENTERPRISE])['manager'])['value'];
}

export function heldMemberIds(resource: JsonObject): ReadonlySet<string> {
  const members = Array.isArray(resource['members']) ? resource['members'] : [];
  return new Set(members.map((member: Json) => String(objectAt(member)['value'])));
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function objectAt(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function elementOf(list: Json | undefined, type: string): JsonObject {
  return Array.isArray(list) ? objectAt(list.find((element) => objectAt(element)['type'] === type)) : {};
}
