import type { FoundObjectView, FoundResourceView, WorkspaceFindingsView } from '#shared/api/workspace-views.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { recordedTarget } from '../session/target.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api } from './implementer.ts';
import { userViews } from './tenant-views.ts';

/** Each list is a handful: whoever wants more types more. */
const FOUND_MAX = 5;
const DIRECTORIES_MAX = 20;
const types = ['User', 'Group'] as const;

/** What a palette asks: people and groups of both sides by name, an exchange by its number, and who is who on the other side. */
export function workspaceSearchHandlers(parts: WorkspaceParts) {
  return {
    find: api.workspace.find.handler(async ({ input }): Promise<WorkspaceFindingsView> => {
      await parts.db.trace.settled();
      const search = input.text.trim();
      if (search === '') return { objects: [], resources: [], exchange: null };
      return {
        objects: foundObjects(parts, search),
        resources: foundResources(parts, search),
        exchange: foundExchange(parts, search),
      };
    }),
    counterpart: api.workspace.counterpart.handler(({ input }) => {
      const { directoryId, type, resourceId } = input;
      const resource = parts.server.resource(directoryId, type, resourceId);
      return isJsonObject(resource) ? objectOf(parts, directoryId, type, resource) : null;
    }),
  };
}

function foundObjects(parts: WorkspaceParts, search: string): readonly FoundObjectView[] {
  const objects = types.flatMap((type) => parts.db.tenant.list({ type, search, limit: FOUND_MAX }).objects);
  const users = new Map(userViews(parts, objects).map((user) => [user.objectId, user]));
  return objects.map((object) => ({
    objectId: object.objectId,
    type: object.type,
    displayName: displayNameOf(object),
    principalName: textOf(object.attributes['userPrincipalName']),
    lastOutcome: users.get(object.objectId)?.lastOutcome ?? null,
    counterpart: resourceOf(parts, object),
  }));
}

function foundResources(parts: WorkspaceParts, search: string): readonly FoundResourceView[] {
  const found = parts.server
    .directories()
    .slice(0, DIRECTORIES_MAX)
    .flatMap(({ id: directoryId, name: directoryName }) =>
      types.flatMap((type) => {
        const { items } = parts.server.resources(directoryId, { type, search, offset: 0, limit: FOUND_MAX });
        return items
          .filter((resource) => isJsonObject(resource))
          .map((resource) => ({ directoryId, directoryName, type, resource }));
      }),
    );
  return found.slice(0, 2 * FOUND_MAX).map(({ directoryId, directoryName, type, resource }) => {
    const object = objectOf(parts, directoryId, type, resource);
    return {
      directoryId,
      directoryName,
      type,
      resourceId: textOf(resource['id']),
      displayName: textOf(resource['displayName']) || textOf(resource['userName']) || textOf(resource['id']),
      counterpart: object === null ? null : { objectId: object.objectId },
    };
  });
}

/** `412` or `#412`. */
function foundExchange({ db }: WorkspaceParts, search: string): WorkspaceFindingsView['exchange'] {
  const number = /^#?(\d{1,15})$/.exec(search)?.[1];
  const stored = number === undefined ? undefined : db.trace.exchange(Number(number));
  const event = stored?.recorded.event;
  if (stored === undefined || event?.kind !== 'exchange-recorded') return null;
  const { request, outcome, identity } = event;
  return {
    sequence: stored.sequence,
    method: request.method,
    target: request.target,
    status: outcome.kind === 'response' ? outcome.response.status : null,
    identityName: identity?.displayName ?? null,
  };
}

/** Applications that provision into one of this workspace's directories. */
function localApplications(parts: WorkspaceParts) {
  return parts.document.value.applications.flatMap((record) => {
    const target = recordedTarget(parts, record);
    const directoryId = target?.kind === 'local' ? /\/scim\/v2\/([^/?]+)/.exec(target.url.masked)?.[1] : undefined;
    return directoryId === undefined ? [] : [{ appId: record.id, directoryId }];
  });
}

function resourceOf(parts: WorkspaceParts, { objectId }: TenantObject): FoundObjectView['counterpart'] {
  for (const { appId, directoryId } of localApplications(parts)) {
    const [link] = parts.db.jobStore(appId).readLinks([objectId]);
    if (link !== undefined) return { directoryId, resourceId: link.targetId };
  }
  return null;
}

/** Links are kept by the object they start from: who it may be is guessed from the resource, and only a link proves it. */
function objectOf(
  parts: WorkspaceParts,
  directoryId: string,
  type: 'User' | 'Group',
  resource: JsonObject,
): { readonly objectId: string; readonly appId: string } | null {
  const candidates = [...new Set(candidatesFor(parts, type, resource).map(({ objectId }) => objectId))];
  for (const { appId } of localApplications(parts).filter((app) => app.directoryId === directoryId)) {
    const links = parts.db.jobStore(appId).readLinks(candidates);
    const link = links.find(({ targetId }) => targetId === resource['id']);
    if (link !== undefined) return { objectId: link.sourceId, appId };
  }
  return null;
}

function candidatesFor(
  { db: { tenant } }: WorkspaceParts,
  type: 'User' | 'Group',
  resource: JsonObject,
): readonly TenantObject[] {
  const byExternalId = tenant.readObject(textOf(resource['externalId']));
  const byPrincipalName = tenant.findByPrincipalName(textOf(resource['userName']));
  const displayName = textOf(resource['displayName']);
  const named = displayName === '' ? [] : tenant.list({ type, search: displayName, limit: FOUND_MAX }).objects;
  return [...[byExternalId, byPrincipalName].filter((object) => object !== undefined), ...named];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
