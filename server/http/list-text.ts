import { LIST_RESPONSE_URN } from '#shared/scim/message.ts';
import type { Projection } from '#shared/scim/projection.ts';
import { project } from '#shared/scim/projection.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import { toIso } from '../events/payload.ts';
import type { StoredResource } from '../store/resource-store.ts';
import type { Call } from './call.ts';
import { linksOf } from './list-plan.ts';
import type { ListRequest } from './list-request.ts';
import type { FoundResources } from './list-sources.ts';
import { loadLinks, locationOf, render, versionOf } from './render.ts';

/** A ListResponse as JSON text (RFC 7644 §3.4.2). */
export function listText(call: Call, { found, totalCount }: FoundResources, { startIndex, projection }: ListRequest): string {
  const resources = found.map((resource) => resourceText(resource, projection, call));
  const numbers = `"totalResults":${totalCount},"startIndex":${startIndex},"itemsPerPage":${found.length}`;
  return `{"schemas":["${LIST_RESPONSE_URN}"],${numbers},"Resources":[${resources.join(',')}]}`;
}

/** What `render` answers, as JSON text: out of the stored text where nothing in that has to change, which is several times as fast. */
export function resourceText(resource: StoredResource, projection: Projection, call: Call): string {
  return spliced(resource, projection, call) ?? JSON.stringify(render(resource, projection, call));
}

function spliced(resource: StoredResource, projection: Projection, call: Call): string | undefined {
  const { bodyText } = resource;
  const type = call.directory.types.find(({ name }) => name === resource.type);
  // An address is added to a manager. What is in a string cannot be taken for a key: its quotation marks are escaped.
  if (type === undefined || bodyText.includes('"manager":')) return undefined;
  const shown = shownLinks(type, projection);
  const parts = shown === undefined ? undefined : splitBody(bodyText);
  if (shown === undefined || parts === undefined) return undefined;
  const extensions = type.extensions.filter(({ id }) => bodyText.includes(`"${id}":{`));
  const schemas = JSON.stringify([type.schema, ...extensions].map(({ id }) => id));
  const links = shown ? loadLinks(resource, call) : [];
  const externalId = parts.externalId === '' ? '' : `,${parts.externalId}`;
  const rest = parts.rest === '' ? '' : `,${parts.rest}`;
  const linked = links.length === 0 ? '' : `,"${linksOf(type.name)}":${JSON.stringify(links)}`;
  const common = `"schemas":${schemas},"id":${JSON.stringify(resource.id)}${externalId},"meta":${metaText(resource, type, call)}`;
  return `{${common}${rest}${linked}}`;
}

/** Whether members or groups are shown; undefined where more than they depends on what is asked for. */
function shownLinks(type: ResourceType, { attributes, excluded }: Projection): boolean | undefined {
  const name = linksOf(type.name);
  const isPlain = attributes === null && excluded.every((one) => one.toLowerCase() === name) && isShownWhole(type);
  return isPlain ? name !== null && excluded.length === 0 : undefined;
}

const shownWhole = new WeakMap<ResourceType, boolean>();

/** Whether nothing of a type is kept back by its schemas. */
function isShownWhole(type: ResourceType): boolean {
  const known = shownWhole.get(type);
  if (known !== undefined) return known;
  const probe = { id: '' };
  const isWhole = project(probe, type, { attributes: null, excluded: [] }) === probe;
  shownWhole.set(type, isWhole);
  return isWhole;
}

// With externalId in front, as the store writes it, or without it.
const BODY = /^\{(?<externalId>"externalId":"(?:[^"\\]|\\.)*")?(?<comma>,?)/u;

/** The members of a stored body without its braces; undefined where externalId stands where older versions wrote it. */
function splitBody(text: string): { readonly externalId: string; readonly rest: string } | undefined {
  const found = BODY.exec(text);
  const externalId = found?.groups?.['externalId'] ?? '';
  if (externalId === '' && text.includes('"externalId":')) return undefined;
  return { externalId, rest: text.slice(found?.[0].length ?? 1, -1) };
}

function metaText(resource: StoredResource, type: ResourceType, call: Call): string {
  const { createdAt, updatedAt } = resource;
  const created = toIso(createdAt);
  const lastModified = createdAt === updatedAt ? created : toIso(updatedAt);
  const [name, location, version] = [type.name, locationOf(resource, call), versionOf(resource)].map((text) =>
    JSON.stringify(text),
  );
  return `{"resourceType":${name},"created":"${created}","lastModified":"${lastModified}","location":${location},"version":${version}}`;
}
