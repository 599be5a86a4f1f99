import { type Attribute, attribute, type Schema } from './schema.ts';

/** A list of contact values: value, display, type, primary (RFC 7643 §2.4). */
function contacts(name: string, noun: string, types: readonly string[], value: Partial<Attribute> = {}): Attribute {
  return attribute(name, `The user's ${noun}s.`, {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', `One ${noun}.`, value),
      attribute('display', 'A name to show for it.'),
      attribute('type', 'What it is used for.', types.length === 0 ? {} : { canonicalValues: types }),
      attribute('primary', 'Whether it is the preferred one; true at most once.', { type: 'boolean' }),
    ],
  });
}

const name = attribute('name', "The parts of the user's name.", {
  type: 'complex',
  subAttributes: [
    attribute('formatted', 'The whole name as it is shown.'),
    attribute('familyName', 'Last name.'),
    attribute('givenName', 'First name.'),
    attribute('middleName', 'Middle names.'),
    attribute('honorificPrefix', 'Title before the name.'),
    attribute('honorificSuffix', 'Suffix after the name.'),
  ],
});

const addresses = attribute('addresses', "The user's postal addresses.", {
  type: 'complex',
  multiValued: true,
  subAttributes: [
    attribute('formatted', 'The whole address as it is written.'),
    attribute('streetAddress', 'Street and house number.'),
    attribute('locality', 'City.'),
    attribute('region', 'State or region.'),
    attribute('postalCode', 'Postal code.'),
    attribute('country', 'Country.'),
    attribute('type', 'What it is used for.', { canonicalValues: ['work', 'home', 'other'] }),
    attribute('primary', 'Whether it is the preferred one; true at most once.', { type: 'boolean' }),
  ],
});

const groups = attribute('groups', 'Groups the user is a direct member of. Changed at the group, never here.', {
  type: 'complex',
  multiValued: true,
  mutability: 'readOnly',
  subAttributes: [
    attribute('value', 'Id of the group.', { caseExact: true, mutability: 'readOnly' }),
    attribute('$ref', 'Address of the group.', {
      type: 'reference',
      referenceTypes: ['Group'],
      caseExact: true,
      mutability: 'readOnly',
    }),
    attribute('display', 'Name of the group.', { mutability: 'readOnly' }),
    attribute('type', 'How the membership came about.', { canonicalValues: ['direct', 'indirect'], mutability: 'readOnly' }),
  ],
});

/** User (RFC 7643 §4.1, §8.7.1), without `password`: this service provider takes none, so it does not announce one. */
export const userSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute('userName', 'The name the user signs in with; unique, whatever its case.', {
      required: true,
      uniqueness: 'server',
    }),
    name,
    attribute('displayName', 'The name shown for the user.'),
    attribute('nickName', 'What the user is called in everyday life.'),
    attribute('profileUrl', "Address of the user's profile page.", { type: 'reference', referenceTypes: ['external'] }),
    attribute('title', 'Job title.'),
    attribute('userType', 'Relation to the organization, such as Employee or Contractor.'),
    attribute('preferredLanguage', 'Language the user wants to read.'),
    attribute('locale', 'Place for formats of dates, numbers and currency.'),
    attribute('timezone', 'Time zone, such as Europe/Berlin.'),
    attribute('active', 'Whether the user may use the application.', { type: 'boolean' }),
    contacts('emails', 'e-mail address', ['work', 'home', 'other']),
    contacts('phoneNumbers', 'phone number', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    contacts('ims', 'instant messaging address', ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo']),
    contacts('photos', 'photo', ['photo', 'thumbnail'], { type: 'reference', referenceTypes: ['external'], caseExact: true }),
    addresses,
    groups,
    contacts('entitlements', 'entitlement', []),
    contacts('roles', 'role', []),
    contacts('x509Certificates', 'certificate', [], { type: 'binary', caseExact: true }),
  ],
};

/** EnterpriseUser, the extension of User (RFC 7643 §4.3, §8.7.1). */
export const enterpriseUserSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  name: 'EnterpriseUser',
  description: 'What an enterprise knows about a user',
  attributes: [
    attribute('employeeNumber', 'Number the organization gave the user.'),
    attribute('costCenter', 'Cost center.'),
    attribute('organization', 'Organization.'),
    attribute('division', 'Division.'),
    attribute('department', 'Department.'),
    attribute('manager', "The user's manager.", {
      type: 'complex',
      subAttributes: [
        attribute('value', 'Id of the manager.', { caseExact: true }),
        // Another way to say `value`: what is stored is the id, and what is answered follows from it.
        attribute('$ref', 'Address of the manager.', {
          type: 'reference',
          referenceTypes: ['User'],
          caseExact: true,
        }),
        attribute('displayName', 'Name of the manager.', { mutability: 'readOnly' }),
      ],
    }),
  ],
};
