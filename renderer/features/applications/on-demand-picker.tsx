import { Checkbox, Field, SearchBox } from '@fluentui/react-components';
import { useState } from 'react';
import { say } from '../../app/messages.ts';
import { ObjectBox } from '../directory-objects/object-box.tsx';
import { MEMBERS_MAX, type Subject } from './on-demand-subject.ts';

interface SubjectPickerProps {
  readonly subject: Subject | null;
  onPick(objectId: string): void;
}

const usersAndGroups = ['User', 'Group'] as const;

/** Entra's box *Select a user or group*. */
export function SubjectPicker({ subject, onPick }: SubjectPickerProps) {
  return (
    <Field label={say('picker.subject')} hint={say('picker.subject.hint')}>
      <ObjectBox
        types={usersAndGroups}
        chosen={subject}
        placeholder={say('picker.subject.none')}
        isInline
        onPick={({ objectId }) => onPick(objectId)}
      />
    </Field>
  );
}

interface MemberPickerProps {
  readonly members: Subject['members'];
  readonly chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
}

const membersShownMax = 50;

/** Up to five members of a group, who are provisioned with it. */
export function MemberPicker({ members, chosen, onChange }: MemberPickerProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const matching = members.filter(({ displayName }) => displayName.toLowerCase().includes(wanted));
  const isFull = chosen.size >= MEMBERS_MAX;
  if (members.length === 0) {
    return <p className="muted entra-text">The group has no users as direct members; it is provisioned without members.</p>;
  }
  return (
    <fieldset className="on-demand-members">
      <legend>
        Select members ({chosen.size} of {MEMBERS_MAX})
      </legend>
      {members.length > membersShownMax && (
        <SearchBox
          size="small"
          aria-label="Search members"
          placeholder="Search members"
          value={search}
          onChange={(_event, { value }) => setSearch(value)}
        />
      )}
      <ul className="entra-candidates on-demand-candidates">
        {matching.slice(0, membersShownMax).map(({ objectId, displayName }) => (
          <li key={objectId}>
            <Checkbox
              label={displayName}
              checked={chosen.has(objectId)}
              disabled={isFull && !chosen.has(objectId)}
              onChange={(_event, { checked }) =>
                onChange(new Set(checked === true ? [...chosen, objectId] : [...chosen].filter((id) => id !== objectId)))
              }
            />
          </li>
        ))}
      </ul>
      <p className="caption muted entra-text">
        {matching.length > membersShownMax
          ? `The first ${membersShownMax} of ${matching.length} are shown. Type to narrow.`
          : 'Only chosen members are sent; the others stay as they are at the target.'}
      </p>
    </fieldset>
  );
}
