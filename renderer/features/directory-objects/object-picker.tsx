import {
  Checkbox,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  SearchBox,
  TagGroup,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { type Candidate, findCandidates } from './candidate.ts';
import { Shown } from './shown.tsx';

interface ObjectPickerProps {
  readonly label: string;
  readonly chosen: readonly Candidate[];
  onChange(chosen: readonly Candidate[]): void;
  /** Not offered: members already, assigned already. */
  readonly excludedIds: ReadonlySet<string>;
}

const SHOWN_COUNT_MAX = 50;
const groupsAndUsers = ['Group', 'User'] as const;

/** Users and groups found by search, ticked one by one. */
export function ObjectPicker({ label, chosen, onChange, excludedIds }: ObjectPickerProps) {
  const api = useApi();
  const [search, setSearch] = useState('');
  const found = useView(['tenant.candidates', { search }], ['tenant'], () =>
    findCandidates(api, { types: groupsAndUsers, search, limit: SHOWN_COUNT_MAX }),
  );
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
        {({ users, groups, totalCount }) => {
          const candidates = [...groups, ...users];
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
