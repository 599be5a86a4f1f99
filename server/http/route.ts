import { ScimError } from '#shared/scim/error.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { HttpResponse } from '../scim-server.ts';
import { answer, type Call } from './call.ts';
import { answerDiscovery } from './discovery.ts';
import { createResource, deleteResource, listResources, patchResource, readOne, replaceResource } from './resource-requests.ts';

/** Answers an authenticated request, or throws ScimError. HEAD is read like GET; whoever sends the answer leaves the body out. */
export function route(call: Call): HttpResponse {
  const method = call.method === 'HEAD' ? 'GET' : call.method;
  const [kind, id, more] = call.segments;
  const type = [userType, groupType].find(({ endpoint }) => endpoint === `/${kind}`);
  if (type !== undefined && more === undefined && id !== '.search') {
    return id === undefined ? routeCollection(call, type, method) : routeResource(call, type, id, method);
  }
  const isUnsupported = kind === 'Bulk' || kind === 'Me' || call.segments.at(-1) === '.search';
  if (isUnsupported) {
    throw new ScimError(501, null, `This server has no /${call.segments.join('/')}; ServiceProviderConfig lists what it has.`);
  }
  const discovered = answerDiscovery(call);
  if (discovered === undefined) throw notFound(call);
  if (method !== 'GET') throw wrongMethod(method, 'GET, HEAD');
  return discovered;
}

/** A refusal of the method, with the methods that are allowed (RFC 9110 §15.5.6). */
export class MethodNotAllowed extends ScimError {
  readonly allow: string;

  constructor(method: string, allow: string) {
    super(405, null, `${method} is not possible here; allowed are ${allow}.`);
    this.allow = allow;
  }
}

function wrongMethod(method: string, allow: string): ScimError {
  return new MethodNotAllowed(method, allow);
}

function routeCollection(call: Call, type: ResourceType, method: string): HttpResponse {
  if (method === 'GET') return listResources(call, type);
  if (method === 'POST') return createResource(call, type);
  if (method === 'OPTIONS') return answer(204, null, { allow: 'GET, HEAD, POST' });
  throw wrongMethod(method, 'GET, HEAD, POST');
}

function routeResource(call: Call, type: ResourceType, id: string, method: string): HttpResponse {
  const allow = 'GET, HEAD, PUT, PATCH, DELETE';
  if (method === 'OPTIONS') return answer(204, null, { allow });
  if (!allow.split(', ').includes(method)) throw wrongMethod(method, allow);
  const resource = call.resources.find(call.directory.id, id, type.name);
  if (resource === undefined) throw new ScimError(404, null, `There is no ${type.name} ${JSON.stringify(id)} in this directory.`);
  switch (method) {
    case 'PUT':
      return replaceResource(call, type, resource);
    case 'PATCH':
      return patchResource(call, type, resource);
    case 'DELETE':
      return deleteResource(call, resource);
    default:
      return readOne(call, resource);
  }
}

function notFound(call: Call): ScimError {
  const place = `/${call.segments.join('/')}`;
  return new ScimError(
    404,
    null,
    `${place} is no SCIM address; a directory has /Users, /Groups, /Schemas, /ResourceTypes and /ServiceProviderConfig.`,
  );
}
