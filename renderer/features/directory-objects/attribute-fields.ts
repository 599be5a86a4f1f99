import type { SourceValue } from '#shared/entra/tenant.ts';

/** One attribute of a user as the profile shows it. Names are those the mappings read; labels are Entra's. */
export interface AttributeField {
  readonly name: string;
  readonly label: string;
}

export const identityFields: readonly AttributeField[] = [
  { name: 'displayName', label: 'Display name' },
  { name: 'givenName', label: 'First name' },
  { name: 'surname', label: 'Last name' },
  { name: 'userPrincipalName', label: 'User principal name' },
  { name: 'mail', label: 'Mail' },
  { name: 'mailNickname', label: 'Mail nickname' },
  { name: 'employeeId', label: 'Employee ID' },
  { name: 'userType', label: 'User type' },
];

export const jobFields: readonly AttributeField[] = [
  { name: 'jobTitle', label: 'Job title' },
  { name: 'department', label: 'Department' },
  { name: 'companyName', label: 'Company name' },
  { name: 'preferredLanguage', label: 'Preferred language' },
  { name: 'usageLocation', label: 'Usage location' },
];

export const contactFields: readonly AttributeField[] = [
  { name: 'physicalDeliveryOfficeName', label: 'Office' },
  { name: 'streetAddress', label: 'Street address' },
  { name: 'city', label: 'City' },
  { name: 'state', label: 'State or province' },
  { name: 'postalCode', label: 'Postal code' },
  { name: 'country', label: 'Country' },
  { name: 'telephoneNumber', label: 'Business phone' },
  { name: 'mobile', label: 'Mobile phone' },
  { name: 'facsimileTelephoneNumber', label: 'Fax' },
];

const shownElsewhere = new Set(
  [...identityFields, ...jobFields, ...contactFields].map(({ name }) => name).concat('accountEnabled'),
);

/** What this user has beyond the fields above, such as extension attributes. */
export function otherFieldsOf(attributes: Readonly<Record<string, SourceValue>>): readonly AttributeField[] {
  return Object.keys(attributes)
    .filter((name) => !shownElsewhere.has(name))
    .sort()
    .map((name) => ({ name, label: name }));
}

/** A value as text; an absent one is empty. */
export function textOf(value: SourceValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : value.join(', ');
}

/** An attribute that is missing counts as enabled, as in Entra's own exports. */
export function isAccountEnabled(attributes: Readonly<Record<string, SourceValue>>): boolean {
  return attributes['accountEnabled'] !== false && attributes['accountEnabled'] !== 'False';
}

/** Only what a person changed: an emptied field is null, one that was left alone is absent. */
export function attributeChanges(
  before: Readonly<Record<string, SourceValue>>,
  draft: Readonly<Record<string, string>>,
): Readonly<Record<string, string | null>> {
  const changed = Object.entries(draft).filter(([name, text]) => text.trim() !== textOf(before[name]));
  return Object.fromEntries(changed.map(([name, text]) => [name, text.trim() === '' ? null : text.trim()]));
}
