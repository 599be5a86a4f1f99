import { Checkbox, Combobox, Field, Option, OptionGroup, SearchBox } from '@fluentui/react-components';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { textOf } from '../directory-objects/attribute-fields.ts';
import { MEMBERS_MAX, type Subject } from './on-demand-subject.ts';

interface SubjectPickerProps {
  readonly subject: Subject | null;
  onPick(objectId: string): void;
}

const optionCountMax = 20;

/** Entra's box *Select a user or group*: typing narrows both lists. */
export function SubjectPicker({ subject, onPick }: SubjectPickerProps) {
  const api = useApi();
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const page = { search: typed ?? '', offset: 0, limit: optionCountMax };
  const found = useView(['tenant.on-demand', { search: page.search }], ['tenant'], async () => {
    const [users, groups] = await Promise.all([api.tenant.users(page), api.tenant.groups(page)]);
    return { users: users.items, groups: groups.items };
  });
  const { users = [], groups = [] } = found.data ?? {};
  return (
    <>
      <Field label="Select a user or group" hint="Search by name, user principal name or e-mail.">
        <Combobox
          freeform
          inlinePopup
          placeholder="Nobody selected"
          value={typed ?? subject?.displayName ?? ''}
          selectedOptions={subject === null ? [] : [subject.objectId]}
          open={isOpen}
          onOpenChange={(_event, data) => setIsOpen(data.open)}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setIsOpen(true);
          }}
          onBlur={() => setTyped(null)}
          onOptionSelect={(_event, { optionValue }) => {
            setTyped(null);
            if (optionValue !== undefined) onPick(optionValue);
          }}
        >
          {users.length > 0 && (
            <OptionGroup label="Users">
              {users.map(({ objectId, displayName, attributes }) => (
                <Option key={objectId} value={objectId} text={displayName}>
                  <span>{displayName}</span>
                  <span className="muted caption">{textOf(attributes['userPrincipalName'])}</span>
                </Option>
              ))}
            </OptionGroup>
          )}
          {groups.length > 0 && (
            <OptionGroup label="Groups">
              {groups.map(({ objectId, displayName, members }) => (
                <Option key={objectId} value={objectId} text={displayName}>
                  <span>{displayName}</span>
                  <span className="muted caption">{counted(members.length, 'member')}</span>
                </Option>
              ))}
            </OptionGroup>
          )}
          {found.data !== undefined && users.length + groups.length === 0 && (
            <Option disabled value="" text="">
              {typed === null || typed === '' ? 'The tenant is empty' : `Nobody matches “${typed}”`}
            </Option>
          )}
        </Combobox>
      </Field>
      <ProblemBanner problem={found.problem} />
    </>
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
