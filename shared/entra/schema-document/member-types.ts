import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { described, pointer, type SchemaRemark } from './schema-remark.ts';

/**
 * Members of another type than Microsoft Graph gives them, anywhere in a document: also where nothing is rehearsed from, for an
 * export would carry them back, and Graph takes them not. What was said of a place already is not said again. Members that Graph's
 * documents do not name, and nulls, are left alone. Source: Microsoft Graph, synchronizationSchema and the types below it.
 */
export function memberTypeRemarks(document: JsonObject, said: readonly SchemaRemark[]): readonly SchemaRemark[] {
  const places = new Set(said.map(({ place }) => place));
  return [...mismatches(document, schema, '')]
    .filter(({ place }) => !places.has(place))
    .slice(0, Math.max(0, REMARK_COUNT_MAX - said.length));
}

/** As many as a reading names; a document of another kind has thousands. */
const REMARK_COUNT_MAX = 1000;

type Shape = 'text' | 'flag' | 'number' | { readonly each: Shape } | Members;
interface Members {
  readonly members: Readonly<Record<string, Shape>>;
}

const metadata: Shape = { each: { members: { key: 'text', value: 'text' } } };

const attributeDefinition: Shape = {
  members: {
    anchor: 'flag',
    apiExpressions: { each: { members: {} } },
    caseExact: 'flag',
    defaultValue: 'text',
    flowNullValues: 'flag',
    metadata,
    multivalued: 'flag',
    mutability: 'text',
    name: 'text',
    referencedObjects: { each: { members: { referencedObjectName: 'text', referencedProperty: 'text' } } },
    required: 'flag',
    type: 'text',
  },
};

const directory: Shape = {
  members: {
    discoverabilities: 'text',
    discoveryDateTime: 'text',
    id: 'text',
    name: 'text',
    objects: { each: { members: { attributes: { each: attributeDefinition }, metadata, name: 'text' } } },
    readOnly: 'flag',
    version: 'text',
  },
};

const attributeMapping: Shape = {
  members: {
    defaultValue: 'text',
    exportMissingReferences: 'flag',
    flowBehavior: 'text',
    flowType: 'text',
    matchingPriority: 'number',
    targetAttributeName: 'text',
  },
};

const objectMapping: Shape = {
  members: {
    attributeMappings: { each: attributeMapping },
    enabled: 'flag',
    flowTypes: 'text',
    metadata,
    name: 'text',
    sourceObjectName: 'text',
    targetObjectName: 'text',
  },
};

const rule: Shape = {
  members: {
    editable: 'flag',
    id: 'text',
    metadata,
    name: 'text',
    objectMappings: { each: objectMapping },
    priority: 'number',
    sourceDirectoryName: 'text',
    targetDirectoryName: 'text',
  },
};

const schema: Shape = {
  members: { directories: { each: directory }, id: 'text', synchronizationRules: { each: rule }, version: 'text' },
};

function* mismatches(value: Json | undefined, shape: Shape, place: string): Generator<SchemaRemark> {
  if (value === undefined || value === null) return;
  if (typeof shape === 'string') {
    if (typeof value !== typeOf[shape]) yield mismatch(value, nameOf[shape], place);
  } else if ('each' in shape) {
    if (Array.isArray(value))
      for (const [index, element] of value.entries()) yield* mismatches(element, shape.each, pointer(place, index));
    else yield mismatch(value, 'an array', place);
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(shape.members)) {
      if (Object.hasOwn(value, name)) yield* mismatches(value[name], member, pointer(place, name));
    }
  } else yield mismatch(value, 'an object', place);
}

const typeOf = { text: 'string', flag: 'boolean', number: 'number' } as const;
const nameOf = { text: 'a text', flag: 'true or false', number: 'a number' } as const;

function mismatch(found: Json, expected: string, place: string): SchemaRemark {
  return {
    severity: 'note',
    place,
    message: `Here stands ${described(found)} where ${expected} belongs.`,
    remedy: 'Nothing is rehearsed from it, but Graph does not take it back: mend it before you export.',
  };
}
