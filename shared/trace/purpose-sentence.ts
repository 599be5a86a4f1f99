import { assertNever } from '#shared/kernel/assert.ts';
import type { RequestPurpose, SourceIdentity } from './event.ts';

/** Why a request was sent, in one sentence. */
export function sentenceForPurpose(purpose: RequestPurpose, identity: SourceIdentity | null): string {
  const who = identity === null ? 'the object' : `${identity.type.toLowerCase()} ${identity.displayName}`;
  switch (purpose) {
    case 'access-token':
      return "Exchanges the client's credentials for an access token, with which the requests after it are sent.";
    case 'probe-users':
      return 'Checks the connection by looking for a user that cannot exist.';
    case 'probe-groups':
      return 'Checks the connection by looking for a group that cannot exist.';
    case 'match':
      return `Looks for ${who} in the target by the matching attribute.`;
    case 'read-target':
      return `Reads what the target holds of ${who}, so that only differences are sent.`;
    case 'create':
      return `Creates ${who}: nothing in the target matched.`;
    case 'update':
      return `Sends what changed of ${who}.`;
    case 'disable':
      return `Disables ${who}, who left scope or is no longer active.`;
    case 'delete':
      return `Deletes ${who}, which is gone from the tenant or left scope.`;
    case 'reference-manager':
      return `Sets the manager of ${who}, now that both are in the target.`;
    case 'reference-member-add':
      return `Adds one member to ${who}.`;
    case 'reference-member-remove':
      return `Removes one member from ${who}.`;
    case 'clean-up':
      return `Removes ${who}, which this rehearsal created.`;
    case 'read-schemas':
      return 'Reads the schemas of the target, to compare a mapping with them. Entra itself does not ask for them.';
    case 'sent-again':
      return identity === null ? 'Sent again by hand.' : `Sent again by hand: what was sent before about ${who}.`;
    default:
      return assertNever(purpose);
  }
}
