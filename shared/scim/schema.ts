/** An attribute definition (RFC 7643 §7), every characteristic spelled out. */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'decimal' | 'integer' | 'dateTime' | 'reference' | 'binary' | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readWrite' | 'readOnly' | 'immutable' | 'writeOnly';
  readonly returned: 'default' | 'always' | 'never' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  /** Empty unless the type is complex. */
  readonly subAttributes: readonly Attribute[];
  /** Suggestions: other values are taken, too (RFC 7643 §7). */
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
}

export interface Schema {
  /** The schema's URN. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** A resource type (RFC 7643 §6): User, Group, or one that a directory defines. */
export interface ResourceType {
  /** Also its id. */
  readonly name: string;
  /** `/Users`: one segment below the directory's address. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
  /** URNs of the extensions without which no resource may be. */
  readonly requiredExtensions: readonly string[];
}

/** An attribute with the characteristics a plain one has: a single optional string that anybody may read and write. */
export function attribute(name: string, description: string, traits: Partial<Attribute> = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    subAttributes: [],
    ...traits,
  };
}

/** By name, in any case (RFC 7643 §2.1: attribute names are case-insensitive). */
export function findAttribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  // Most write it as its schema does, and no two names of a list differ in case alone.
  const exact = attributes.find((candidate) => candidate.name === name);
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  return attributes.find((candidate) => candidate.name.toLowerCase() === wanted);
}

export function findExtension(type: ResourceType, urn: string): Schema | undefined {
  const wanted = urn.toLowerCase();
  return type.extensions.find((extension) => extension.id.toLowerCase() === wanted);
}

/** What every resource has besides its schema (RFC 7643 §3.1); these are in no schema's list. */
export const commonAttributes: readonly Attribute[] = [
  attribute('schemas', 'URNs of the schemas the resource uses.', { multiValued: true, required: true, returned: 'always' }),
  attribute('id', 'Key given by the service provider.', { caseExact: true, mutability: 'readOnly', returned: 'always' }),
  attribute('externalId', 'Key given by the provisioning client.', { caseExact: true }),
  attribute('meta', 'What the service provider records about the resource.', {
    type: 'complex',
    mutability: 'readOnly',
    subAttributes: [
      attribute('resourceType', 'Name of the resource type.', { caseExact: true, mutability: 'readOnly' }),
      attribute('created', 'When the resource was added.', { type: 'dateTime', mutability: 'readOnly' }),
      attribute('lastModified', 'When the resource last changed.', { type: 'dateTime', mutability: 'readOnly' }),
      attribute('location', 'Address of the resource.', { type: 'reference', caseExact: true, mutability: 'readOnly' }),
      attribute('version', 'Entity tag of the resource.', { caseExact: true, mutability: 'readOnly' }),
    ],
  }),
];
