import type { JsonObject } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ServerHost } from '../scim-server.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import type { DroppedUsers } from '../store/dropped-users.ts';
import type { Journal } from '../store/journal.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { ResourceStore, StoredResource } from '../store/resource-store.ts';
import type { TokenRecord } from '../store/token-records.ts';
import type { WebhookStore } from '../store/webhook-store.ts';
import type { DirectoryEventType } from './event-types.ts';
import { previousAttributes, toDirectory, toDirectoryGroup, toDirectoryObject, toDirectoryUser, toIso } from './payload.ts';
import { newUlid } from './ulid.ts';

/**
 * Raises the directory events a receiver of Directory Sync gets, and queues them for its webhooks.
 *
 * Where a directory says `inactiveUsers: 'deleted'`, a user who turns inactive is dropped: `dsync.user.deleted` is raised, and nothing
 * more until the user is active again, who is then created anew. What memberships such a user has go and come in silence, for the
 * receiver forgot them with the user; on the return each of them is told by `dsync.group.user_added`. Source of the flow:
 * workos.com/changelog/secure-flow-for-user-state-management; that memberships are told anew is inferred.
 */
export interface DirectoryEvents {
  activated(directory: DirectoryRecord): void;
  /** The one event of a directory that goes: none of its users and groups follows. Raised before it is removed. */
  removed(directory: DirectoryRecord): void;
  created(directory: DirectoryRecord, resource: StoredResource): void;
  /** Raises nothing; an inactive user of a directory that drops them is one the receiver does not know. */
  seeded(directory: DirectoryRecord, resource: StoredResource): void;
  updated(directory: DirectoryRecord, before: StoredResource, after: StoredResource): void;
  /** A deleted group or user takes its memberships along; no further event follows. */
  deleted(directory: DirectoryRecord, resource: StoredResource): void;
  /** Only users: a group inside a group raises no event. */
  membershipChanged(
    directory: DirectoryRecord,
    change: 'user_added' | 'user_removed',
    group: StoredResource,
    user: StoredResource,
  ): void;
  tokenChanged(directory: DirectoryRecord, change: 'created' | 'revoked', token: TokenRecord): void;
}

interface Sources {
  readonly journal: Journal;
  readonly host: ServerHost;
  readonly dropped: DroppedUsers;
  readonly members: MemberStore;
  readonly resources: ResourceStore;
  readonly webhooks: WebhookStore;
}

export function openDirectoryEvents({ journal, host, dropped, members, resources, webhooks }: Sources): DirectoryEvents {
  // The id follows from what happened, not from a stream for all: see newIds of the resource store.
  const raise = (
    directory: DirectoryRecord,
    event: DirectoryEventType,
    data: JsonObject,
    ...subject: readonly (string | number)[]
  ): void => {
    const createdAt = host.clock.now();
    const id = `event_${newUlid(createdAt, seededRandom(directory.externalKey, event, ...subject.map(String)))}`;
    const sequence = journal.appendEvent(directory, { id, event, createdAt, data });
    webhooks.queue(directory, { sequence, id, event, createdAt });
  };
  const raiseGone = (directory: DirectoryRecord, resource: StoredResource): void =>
    raise(
      directory,
      resource.type === 'User' ? 'dsync.user.deleted' : 'dsync.group.deleted',
      toDirectoryObject(directory, resource),
      ...[resource.id, resource.version],
    );
  const raiseMembership = (
    directory: DirectoryRecord,
    event: 'dsync.group.user_added' | 'dsync.group.user_removed',
    { group, user }: { readonly group: StoredResource; readonly user: StoredResource },
    ...subject: readonly number[]
  ): void => {
    const data = {
      directory_id: directory.id,
      user: toDirectoryUser(directory, user),
      group: toDirectoryGroup(directory, group),
    };
    raise(directory, event, data, group.id, group.version, user.id, ...subject);
  };
  const isDropped = (user: StoredResource): boolean => isInactive(user) && dropped.has(user);
  const welcomeBack = (directory: DirectoryRecord, user: StoredResource): void => {
    dropped.remove(user);
    raise(directory, 'dsync.user.created', toDirectoryUser(directory, user), user.id, user.version);
    for (const group of resources.withKeys(members.groupsOf(user.key).map(({ key }) => key))) {
      raiseMembership(directory, 'dsync.group.user_added', { group, user }, user.version);
    }
  };

  return {
    activated: (directory) => raise(directory, 'dsync.activated', toEventDirectory(directory)),
    removed: (directory) => {
      const { external_key: _key, domains: _domains, ...thinner } = toEventDirectory(directory);
      raise(directory, 'dsync.deleted', { ...thinner, updated_at: toIso(host.clock.now()) });
    },
    created: (directory, resource) => {
      if (resource.type === 'Group') {
        raise(directory, 'dsync.group.created', toDirectoryGroup(directory, resource), resource.id);
      } else if (isTold(directory, resource)) {
        raise(directory, 'dsync.user.created', toDirectoryUser(directory, resource), resource.id);
      } else dropped.add(resource);
    },
    seeded: (directory, resource) => {
      if (resource.type === 'User' && !isTold(directory, resource)) dropped.add(resource);
    },
    updated: (directory, before, after) => {
      const isGroup = after.type === 'Group';
      const [wasKnown, isKnown] = isGroup ? [true, true] : [!isDropped(before), isTold(directory, after)];
      if (wasKnown && isKnown) {
        const data = toDirectoryObject(directory, after);
        const previous = previousAttributes(toDirectoryObject(directory, before), data);
        const event = isGroup ? 'dsync.group.updated' : 'dsync.user.updated';
        raise(directory, event, { ...data, previous_attributes: previous }, after.id, after.version);
      } else if (wasKnown) {
        dropped.add(after);
        raiseGone(directory, after);
      } else if (isKnown) welcomeBack(directory, after);
    },
    deleted: (directory, resource) => {
      if (resource.type === 'User' && isDropped(resource)) dropped.remove(resource);
      else raiseGone(directory, resource);
    },
    membershipChanged: (directory, change, group, user) => {
      if (!isDropped(user)) raiseMembership(directory, `dsync.group.${change}`, { group, user });
    },
    tokenChanged: (directory, change, token) =>
      raise(directory, `dsync.token.${change}`, toDirectoryToken(directory, token), token.number, token.createdAt),
  };
}

function isInactive({ body }: StoredResource): boolean {
  return body['active'] === false;
}

/** Whether the receiver is to know a user in this state. */
function isTold({ settings }: DirectoryRecord, user: StoredResource): boolean {
  return settings.inactiveUsers === 'updated' || !isInactive(user);
}

/** The event form: its states are other words than those of the REST object. */
function toEventDirectory(directory: DirectoryRecord): JsonObject {
  const state = directory.state === 'invalid-credentials' ? 'invalid_credentials' : 'active';
  return { ...toDirectory(directory, state), domains: [] };
}

function toDirectoryToken(directory: DirectoryRecord, token: TokenRecord): JsonObject {
  const random = seededRandom(directory.externalKey, 'token', String(token.number), token.suffix);
  return {
    object: 'directory_token',
    id: `directory_token_${newUlid(token.createdAt, random)}`,
    directory_id: directory.id,
    organization_id: directory.organizationId,
    token_suffix: token.suffix,
    created_at: toIso(token.createdAt),
  };
}
