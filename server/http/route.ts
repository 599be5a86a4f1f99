import { ScimError } from '#shared/scim/error.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { HttpResponse } from '../scim-server.ts';
import type { StoredResource } from '../store/resource-store.ts';
import { answerInMediaType, chooseMediaType } from './accept.ts';
import { answerBulk } from './bulk.ts';
import { answer, type Call } from './call.ts';
import { answerDiscovery } from './discovery.ts';
import { listResources, searchResources } from './list-resources.ts';
import { createOne, deleteOne, patchOne, readOne, replaceOne } from './resource-requests.ts';

/** Answers an authenticated request, or throws ScimError. HEAD is read like GET; whoever sends the answer leaves the body out. */
export function route(call: Call): HttpResponse {
  const mediaType = chooseMediaType(call);
  const place = findPlace(call);
  if (place === undefined) throw notFound(call);
  const method = call.method === 'HEAD' ? 'GET' : call.method;
  // A method is any word a client likes, `constructor` too.
  const work = Object.hasOwn(place, method) ? place[method as keyof Place] : undefined;
  if (work !== undefined) return answerInMediaType(mediaType, work());
  const allow = allowedAt(place);
  if (method === 'OPTIONS') return answer(204, null, { allow });
  throw new MethodNotAllowed(call.method, allow);
}

/** A refusal of the method, with the methods that are allowed (RFC 9110 §15.5.6). */
export class MethodNotAllowed extends ScimError {
  readonly allow: string;

  constructor(method: string, allow: string) {
    super(405, null, `${method} is not possible here; allowed are ${allow}.`);
    this.allow = allow;
  }
}

/** What the methods do at an address; a method that is absent is not allowed there. */
type Place = Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', () => HttpResponse>>>;

function allowedAt(place: Place): string {
  return Object.keys(place)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ');
}

function findPlace(call: Call): Place | undefined {
  const { types } = call.directory;
  const [kind, name, more] = call.segments;
  if (kind === undefined) return { GET: () => listResources(call, ...types) };
  if (kind === '.search' && name === undefined) return { POST: () => searchResources(call, ...types) };
  if (kind === 'Bulk' && name === undefined) return { POST: () => answerBulk(call, (part) => route(part)) };
  if (kind === 'Me') throw noSelf();
  const type = types.find(({ endpoint }) => endpoint === `/${kind}`);
  if (type === undefined) return discoveryPlace(call);
  if (more !== undefined) return undefined;
  if (name === undefined) return { GET: () => listResources(call, type), POST: () => createOne(call, type) };
  if (name === '.search') return { POST: () => searchResources(call, type) };
  return resourcePlace(call, type, name);
}

function resourcePlace(call: Call, type: ResourceType, id: string): Place {
  const found = (): StoredResource => {
    const resource = call.resources.find(call.directory.id, id, type.name);
    if (resource !== undefined) return resource;
    throw new ScimError(404, null, `There is no ${type.name} ${JSON.stringify(id)} in this directory.`);
  };
  return {
    GET: () => readOne(call, found()),
    PUT: () => replaceOne(call, type, found()),
    PATCH: () => patchOne(call, type, found()),
    DELETE: () => deleteOne(call, type, found()),
  };
}

function discoveryPlace(call: Call): Place | undefined {
  const discovered = answerDiscovery(call);
  return discovered && { GET: () => discovered };
}

/** RFC 7644 §3.11 lets a service provider without /Me answer 501. */
function noSelf(): ScimError {
  const detail =
    '/Me stands for the authenticated subject, and the tokens of a directory stand for no user of it (RFC 7644 §3.11). Name the user, as in /Users/<id>.';
  return new ScimError(501, null, detail);
}

function notFound(call: Call): ScimError {
  const endpoints = call.directory.types.map(({ endpoint }) => endpoint).join(', ');
  return new ScimError(
    404,
    null,
    `/${call.segments.join('/')} is no SCIM address; a directory has ${endpoints}, /Bulk, /Schemas, /ResourceTypes and /ServiceProviderConfig.`,
  );
}
