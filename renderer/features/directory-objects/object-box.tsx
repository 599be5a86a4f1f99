import { Combobox, Option, OptionGroup } from '@fluentui/react-components';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { type Candidate, findCandidates } from './candidate.ts';

interface ObjectBoxProps {
  /** What may be chosen: users and groups, each with a heading of its own, unless it says otherwise. */
  readonly types?: readonly Candidate['type'][];
  /** Null: nobody is chosen. */
  readonly chosen: { readonly objectId: string; readonly displayName: string } | null;
  onPick(candidate: Candidate): void;
  readonly placeholder: string;
  /** Not offered. */
  readonly excludedId?: string;
  /** The name of the box, where no label stands beside it. */
  readonly label?: string;
  /** For a label that names it. */
  readonly id?: string;
  readonly className?: string;
  readonly size?: 'small' | 'medium';
  /** The list is a part of the drawer or panel the box stands in. */
  readonly isInline?: boolean;
}

const SHOWN_COUNT_MAX = 20;
const usersAndGroups = ['User', 'Group'] as const;

/** One user or group of the tenant: typing searches it, arrows and Enter choose. Groups say how many members they have. */
export function ObjectBox({ types = usersAndGroups, chosen, onPick, excludedId, label, id, className, ...box }: ObjectBoxProps) {
  const { placeholder, size = 'medium', isInline = false } = box;
  const api = useApi();
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const search = typed ?? '';
  const find = () => findCandidates(api, { types, search, limit: SHOWN_COUNT_MAX });
  // A page with such a box is opened far more often than the box is.
  const { data: found } = useView(['tenant.candidates', 'box', types.join(' '), { search }], ['tenant'], find, {
    isWanted: isOpen,
  });
  const offered = (candidates: readonly Candidate[] = []) => candidates.filter(({ objectId }) => objectId !== excludedId);
  const [users, groups] = [offered(found?.users), offered(found?.groups)];
  const candidates = [...users, ...groups];
  const hasHeadings = types.length > 1;
  return (
    <Combobox
      freeform
      inlinePopup={isInline}
      size={size}
      listbox={{ className: 'object-list' }}
      placeholder={placeholder}
      value={typed ?? chosen?.displayName ?? ''}
      selectedOptions={chosen === null ? [] : [chosen.objectId]}
      open={isOpen}
      onOpenChange={(_event, data) => setIsOpen(data.open)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setIsOpen(true);
      }}
      onBlur={() => setTyped(null)}
      onOptionSelect={(_event, { optionValue }) => {
        setTyped(null);
        const picked = candidates.find(({ objectId }) => objectId === optionValue);
        if (picked !== undefined) onPick(picked);
      }}
      {...(id !== undefined && { id })}
      {...(className !== undefined && { className })}
      {...(label !== undefined && { 'aria-label': label })}
    >
      {hasHeadings && users.length > 0 ? (
        <OptionGroup label={say('picker.users')}>{users.map(optionOf)}</OptionGroup>
      ) : (
        users.map(optionOf)
      )}
      {hasHeadings && groups.length > 0 ? (
        <OptionGroup label={say('picker.groups')}>{groups.map(optionOf)}</OptionGroup>
      ) : (
        groups.map(optionOf)
      )}
      {found !== undefined && (
        <Rest
          isEmpty={candidates.length === 0}
          shownCount={found.users.length + found.groups.length}
          totalCount={found.totalCount}
          search={search}
        />
      )}
    </Combobox>
  );
}

function optionOf({ objectId, displayName, detail, note }: Candidate) {
  return (
    <Option key={objectId} value={objectId} text={displayName}>
      <span className="object-option">
        <span className="ellipsis">{displayName}</span>{' '}
        <span className="muted caption ellipsis">{[detail, note].filter(Boolean).join(' · ')}</span>
      </span>
    </Option>
  );
}

interface RestProps {
  readonly isEmpty: boolean;
  readonly shownCount: number;
  readonly totalCount: number;
  readonly search: string;
}

/** A line that cannot be chosen: that nobody is there, or that there are more. */
function Rest({ isEmpty, shownCount, totalCount, search }: RestProps) {
  const text = restText({ isEmpty, shownCount, totalCount, search });
  if (text === null) return null;
  return (
    <Option disabled value="" text="">
      <span className="caption">{text}</span>
    </Option>
  );
}

function restText({ isEmpty, shownCount, totalCount, search }: RestProps): string | null {
  if (isEmpty) return search === '' ? say('picker.empty') : say('picker.unfound', { search });
  return totalCount > shownCount ? say('picker.more', { shown: shownCount, total: totalCount }) : null;
}
