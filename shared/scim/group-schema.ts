import { attribute, type Schema } from './schema.ts';

/** Group (RFC 7643 §4.2, §8.7.1). Required as §4.2 says; the listing in §8.7.1 differs. */
export const groupSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute('displayName', 'The name shown for the group; unique, whatever its case.', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('members', 'Users and groups that belong to the group.', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute('value', 'Id of the member.', { caseExact: true, mutability: 'immutable' }),
        // Another way to say `value`: what is stored is the id, and what is answered follows from it.
        attribute('$ref', 'Address of the member.', {
          type: 'reference',
          referenceTypes: ['User', 'Group'],
          caseExact: true,
          mutability: 'immutable',
        }),
        // RFC 7643 §8.7.1 calls it immutable; here it follows from the resource, so that the two cannot disagree.
        attribute('type', 'What the member is.', { canonicalValues: ['User', 'Group'], mutability: 'readOnly' }),
        attribute('display', 'Name of the member.', { mutability: 'readOnly' }),
      ],
    }),
  ],
};
