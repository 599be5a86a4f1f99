import type { TenantUser } from '#shared/entra/tenant.ts';

// What somebody would write who had just these 22 mappings, and no language for them.

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

type Values = Record<string, string | readonly string[]>;

/** The value of each target attribute that has one. */
export function handWrittenValues({ attributes }: TenantUser, isSoftDeleted: boolean): Values {
  const values: Values = {};
  const put = (target: string, value: unknown) => {
    if (typeof value === 'string' && value !== '') values[target] = value;
  };
  put('userName', attributes['userPrincipalName']);
  values['active'] = isSoftDeleted ? 'False' : 'True';
  put('displayName', attributes['displayName']);
  put('title', attributes['jobTitle']);
  put('emails[type eq "work"].value', attributes['mail']);
  put('preferredLanguage', attributes['preferredLanguage']);
  put('name.givenName', attributes['givenName']);
  put('name.familyName', attributes['surname']);
  put('name.formatted', fullName(attributes));
  put('addresses[type eq "work"].formatted', attributes['physicalDeliveryOfficeName']);
  put('addresses[type eq "work"].streetAddress', attributes['streetAddress']);
  put('addresses[type eq "work"].locality', attributes['city']);
  put('addresses[type eq "work"].region', attributes['state']);
  put('addresses[type eq "work"].postalCode', attributes['postalCode']);
  put('addresses[type eq "work"].country', attributes['country']);
  put('phoneNumbers[type eq "work"].value', attributes['telephoneNumber']);
  put('phoneNumbers[type eq "mobile"].value', attributes['mobile']);
  put('phoneNumbers[type eq "fax"].value', attributes['facsimileTelephoneNumber']);
  put('externalId', attributes['mailNickname']);
  put(`${ENTERPRISE}:employeeNumber`, attributes['employeeId']);
  put(`${ENTERPRISE}:department`, attributes['department']);
  return values;
}

/** The body of the creation. */
export function handWrittenBody({ attributes }: TenantUser, isSoftDeleted: boolean): object {
  const address = filled({
    formatted: attributes['physicalDeliveryOfficeName'],
    streetAddress: attributes['streetAddress'],
    locality: attributes['city'],
    region: attributes['state'],
    postalCode: attributes['postalCode'],
    country: attributes['country'],
  });
  const name = filled({
    formatted: fullName(attributes),
    familyName: attributes['surname'],
    givenName: attributes['givenName'],
  });
  const enterprise = filled({ employeeNumber: attributes['employeeId'], department: attributes['department'] });
  const mail = attributes['mail'];
  const phones = [
    { type: 'work', value: attributes['telephoneNumber'] },
    { type: 'mobile', value: attributes['mobile'] },
    { type: 'fax', value: attributes['facsimileTelephoneNumber'] },
  ].filter(({ value }) => Boolean(value));
  return {
    schemas: [CORE, ENTERPRISE],
    ...filled({ externalId: attributes['mailNickname'], userName: attributes['userPrincipalName'] }),
    active: !isSoftDeleted,
    ...(address === null ? {} : { addresses: [{ primary: true, type: 'work', ...address }] }),
    ...filled({ displayName: attributes['displayName'] }),
    ...(mail ? { emails: [{ primary: true, type: 'work', value: mail }] } : {}),
    meta: { resourceType: 'User' },
    ...(name === null ? {} : { name }),
    ...(phones.length === 0 ? {} : { phoneNumbers: phones }),
    ...filled({ preferredLanguage: attributes['preferredLanguage'] }),
    roles: [],
    ...filled({ title: attributes['jobTitle'] }),
    ...(enterprise === null ? {} : { [ENTERPRISE]: enterprise }),
  };
}

/** What has a value; null where nothing has. */
function filled(values: Readonly<Record<string, unknown>>): Record<string, unknown> | null {
  const found: Record<string, unknown> = {};
  let isEmpty = true;
  for (const key in values) {
    const value = values[key];
    if (value === undefined || value === '') continue;
    found[key] = value;
    isEmpty = false;
  }
  return isEmpty ? null : found;
}

function fullName(attributes: TenantUser['attributes']): string {
  const [given, family] = [attributes['givenName'], attributes['surname']];
  return given && family ? `${String(given)} ${String(family)}` : String(given ?? family ?? '');
}
