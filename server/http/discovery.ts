import type { JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { LIST_RESPONSE_URN } from '#shared/scim/message.ts';
import type { Attribute, ResourceType, Schema } from '#shared/scim/schema.ts';
import type { HttpResponse } from '../scim-server.ts';
import { BULK_BYTES_MAX, BULK_OPERATIONS_MAX } from './bulk-request.ts';
import { answer, type Call } from './call.ts';
import { COUNT_MAX } from './list-request.ts';

/** ServiceProviderConfig, Schemas and ResourceTypes (RFC 7644 §4). Undefined: the address is none of them. */
export function answerDiscovery(call: Call): HttpResponse | undefined {
  const [kind, name, more] = call.segments;
  if (more !== undefined) return undefined;
  switch (kind) {
    case 'ServiceProviderConfig':
      return name === undefined ? answer(200, serviceProviderConfig(call.baseAddress)) : undefined;
    case 'Schemas':
      return answerOneOrAll(
        call,
        schemasOf(call).map((schema) => toSchemaResource(schema, call.baseAddress)),
      );
    case 'ResourceTypes':
      return answerOneOrAll(
        call,
        call.directory.types.map((type) => toResourceTypeResource(type, call.baseAddress)),
      );
    default:
      return undefined;
  }
}

/** Each once, though several types may share one. */
function schemasOf({ directory }: Call): readonly Schema[] {
  return [...new Set(directory.types.flatMap((type) => [type.schema, ...type.extensions]))];
}

function answerOneOrAll(call: Call, resources: readonly JsonObject[]): HttpResponse {
  // RFC 7644 §4: a filter on these is answered with 403, so that nobody takes the whole for a selection.
  if (call.query.has('filter')) throw new ScimError(403, null, `${call.segments[0]} cannot be filtered (RFC 7644 §4).`);
  const name = call.segments[1];
  if (name === undefined) {
    return answer(200, {
      schemas: [LIST_RESPONSE_URN],
      totalResults: resources.length,
      startIndex: 1,
      itemsPerPage: resources.length,
      Resources: resources,
    });
  }
  const one = resources.find((resource) => String(resource['id']).toLowerCase() === name.toLowerCase());
  if (one === undefined) throw new ScimError(404, null, `${call.segments[0]} holds no ${JSON.stringify(name)}.`);
  return answer(200, one);
}

function serviceProviderConfig(baseAddress: string): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: true, maxOperations: BULK_OPERATIONS_MAX, maxPayloadSize: BULK_BYTES_MAX },
    filter: { supported: true, maxResults: COUNT_MAX },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'The token shown once when the directory was created, in the Authorization header (RFC 6750).',
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseAddress}/ServiceProviderConfig` },
  };
}

function toSchemaResource(schema: Schema, baseAddress: string): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(toAttributeResource),
    meta: { resourceType: 'Schema', location: `${baseAddress}/Schemas/${schema.id}` },
  };
}

function toAttributeResource({ subAttributes, canonicalValues, referenceTypes, ...traits }: Attribute): JsonObject {
  return {
    ...traits,
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
    ...(referenceTypes === undefined ? {} : { referenceTypes }),
    ...(subAttributes.length === 0 ? {} : { subAttributes: subAttributes.map(toAttributeResource) }),
  };
}

function toResourceTypeResource(type: ResourceType, baseAddress: string): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: type.name,
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ id }) => ({ schema: id, required: type.requiredExtensions.includes(id) })),
    meta: { resourceType: 'ResourceType', location: `${baseAddress}/ResourceTypes/${type.name}` },
  };
}
