import type { TenantGroupView, TenantUserView } from '#shared/api/tenant-views.ts';
import type { ApiClient } from '../../app/client.ts';
import { counted } from '../../components/counted.ts';
import { isAccountEnabled, textOf } from './attribute-fields.ts';

/** A user or group as the pickers list it. */
export interface Candidate {
  readonly objectId: string;
  readonly type: 'User' | 'Group';
  readonly displayName: string;
  readonly detail: string;
  readonly note: string | null;
  /** Users it brings along: direct members of a group, or the user. */
  readonly userCount: number;
}

interface FoundCandidates {
  readonly users: readonly Candidate[];
  readonly groups: readonly Candidate[];
  /** How many match, those that are not listed included. */
  readonly totalCount: number;
}

/** The first users and groups, by display name, that a search finds; `types` says which are wanted. */
export async function findCandidates(
  api: ApiClient,
  { types, search, limit }: { readonly types: readonly Candidate['type'][]; readonly search: string; readonly limit: number },
): Promise<FoundCandidates> {
  const page = { search, offset: 0, limit };
  const [users, groups] = await Promise.all([
    types.includes('User') ? api.tenant.users(page) : nobody,
    types.includes('Group') ? api.tenant.groups(page) : nobody,
  ]);
  return {
    users: users.items.map(userCandidate),
    groups: groups.items.map(groupCandidate),
    totalCount: users.totalCount + groups.totalCount,
  };
}

const nobody = { items: [], totalCount: 0 } as const;

function groupCandidate(group: TenantGroupView): Candidate {
  const { memberCount, nestedGroupCount: nestedCount } = group;
  return {
    objectId: group.objectId,
    type: 'Group',
    displayName: group.displayName,
    detail: `Group · ${counted(memberCount, 'member')}`,
    note: nestedCount === 0 ? null : `holds ${nestedCount === 1 ? 'a nested group' : `${nestedCount} nested groups`}`,
    userCount: memberCount - nestedCount,
  };
}

function userCandidate(user: TenantUserView): Candidate {
  const notes = [
    textOf(user.attributes['userType']) === 'Guest' ? 'guest' : null,
    textOf(user.attributes['mail']) === '' ? 'no mail' : null,
    isAccountEnabled(user.attributes) ? null : 'sign-in blocked',
  ].filter((note) => note !== null);
  return {
    objectId: user.objectId,
    type: 'User',
    displayName: user.displayName,
    detail: textOf(user.attributes['userPrincipalName']),
    note: notes.length === 0 ? null : notes.join(', '),
    userCount: 1,
  };
}
