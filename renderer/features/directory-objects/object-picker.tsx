import {
  Checkbox,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  SearchBox,
  TagGroup,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { TenantGroupView, TenantUserView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { isAccountEnabled, textOf } from './attribute-fields.ts';
import { Shown } from './shown.tsx';

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

interface ObjectPickerProps {
  readonly label: string;
  readonly chosen: readonly Candidate[];
  onChange(chosen: readonly Candidate[]): void;
  /** Not offered: members already, assigned already. */
  readonly excludedIds: ReadonlySet<string>;
}

const SHOWN_COUNT_MAX = 50;

/** Users and groups found by search, ticked one by one. */
export function ObjectPicker({ label, chosen, onChange, excludedIds }: ObjectPickerProps) {
  const api = useApi();
  const [search, setSearch] = useState('');
  const page = { search, offset: 0, limit: SHOWN_COUNT_MAX };
  const found = useView(['tenant.candidates', { search }], ['tenant'], async () => {
    const [groups, users] = await Promise.all([api.tenant.groups(page), api.tenant.users(page)]);
    return {
      candidates: [...groups.items.map(groupCandidate), ...users.items.map(userCandidate)],
      totalCount: groups.totalCount + users.totalCount,
    };
  });
  const chosenIds = new Set(chosen.map(({ objectId }) => objectId));
  const without = (objectId: string) => chosen.filter((candidate) => candidate.objectId !== objectId);
  return (
    <div className="stack">
      <SearchBox
        className="entra-search"
        aria-label={`Search ${label}`}
        placeholder="Search by name, UPN or e-mail"
        value={search}
        onChange={(_event, { value }) => setSearch(value)}
      />
      {chosen.length > 0 && (
        <TagGroup aria-label="Chosen" className="entra-tags" onDismiss={(_event, { value }) => onChange(without(value))}>
          {chosen.map(({ objectId, displayName }) => (
            <InteractionTag key={objectId} value={objectId} size="small">
              <InteractionTagPrimary hasSecondaryAction>{displayName}</InteractionTagPrimary>
              <InteractionTagSecondary aria-label={`Remove ${displayName}`} />
            </InteractionTag>
          ))}
        </TagGroup>
      )}
      <Shown view={found} name="users and groups">
        {({ candidates, totalCount }) => {
          const offered = candidates.filter(({ objectId }) => !excludedIds.has(objectId));
          return (
            <>
              <ul className="entra-candidates" aria-label={label}>
                {offered.map((candidate) => (
                  <li key={candidate.objectId}>
                    <Checkbox
                      label={candidate.displayName}
                      checked={chosenIds.has(candidate.objectId)}
                      onChange={(_event, { checked }) =>
                        onChange(checked === true ? [...chosen, candidate] : without(candidate.objectId))
                      }
                    />
                    <span className="muted ellipsis">{candidate.detail}</span>
                    <span className="muted caption">{candidate.note}</span>
                  </li>
                ))}
              </ul>
              {offered.length === 0 && <p className="muted entra-text">{emptyText(search)}</p>}
              {totalCount > candidates.length && (
                <p className="caption muted entra-text">
                  The first {candidates.length} of {totalCount} are shown. Type to narrow.
                </p>
              )}
            </>
          );
        }}
      </Shown>
    </div>
  );
}

function emptyText(search: string): string {
  return search === '' ? 'Nobody is left to choose. Import users or create them under Users.' : `Nobody matches “${search}”.`;
}

function groupCandidate(group: TenantGroupView): Candidate {
  const { memberCount, nestedGroupCount: nestedCount } = group;
  const userCount = memberCount - nestedCount;
  return {
    objectId: group.objectId,
    type: 'Group',
    displayName: group.displayName,
    detail: `Group · ${counted(memberCount, 'member')}`,
    note: nestedCount === 0 ? null : `holds ${nestedCount === 1 ? 'a nested group' : `${nestedCount} nested groups`}`,
    userCount,
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
