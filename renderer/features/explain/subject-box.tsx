import { Combobox, Option, OptionGroup, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { useApps } from '../../app/open-app.ts';
import { textOf } from '../directory-objects/attribute-fields.ts';

interface SubjectBoxProps {
  /** Who it is about now; empty where nobody was chosen. */
  readonly name: string;
  readonly objectId: string;
  readonly appId: string;
  onPick(objectId: string, appId: string): void;
}

const optionCountMax = 15;

/** Whom, and in which application: the two things such a page is about. */
export function SubjectBox({ name, objectId, appId, onPick }: SubjectBoxProps) {
  const api = useApi();
  const apps = useApps() ?? [];
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const page = { search: typed ?? '', offset: 0, limit: optionCountMax };
  const found = useView(['explain.subjects', { search: page.search }], ['tenant'], async () => {
    const [users, groups] = await Promise.all([api.tenant.users(page), api.tenant.groups(page)]);
    return { users: users.items, groups: groups.items };
  });
  const { users = [], groups = [] } = found.data ?? {};
  return (
    <>
      <Combobox
        className="explain-subject"
        size="small"
        freeform
        aria-label="User or group"
        placeholder="User or group"
        value={typed ?? name}
        selectedOptions={objectId === '' ? [] : [objectId]}
        open={isOpen}
        onOpenChange={(_event, data) => setIsOpen(data.open)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setIsOpen(true);
        }}
        onBlur={() => setTyped(null)}
        onOptionSelect={(_event, { optionValue }) => {
          setTyped(null);
          if (optionValue !== undefined && optionValue !== '') onPick(optionValue, appId);
        }}
      >
        {users.length > 0 && (
          <OptionGroup label="Users">
            {users.map((user) => (
              <Option key={user.objectId} value={user.objectId} text={user.displayName}>
                <span>{user.displayName}</span>{' '}
                <span className="muted caption">{textOf(user.attributes['userPrincipalName'])}</span>
              </Option>
            ))}
          </OptionGroup>
        )}
        {groups.length > 0 && (
          <OptionGroup label="Groups">
            {groups.map((group) => (
              <Option key={group.objectId} value={group.objectId} text={group.displayName}>
                {group.displayName}
              </Option>
            ))}
          </OptionGroup>
        )}
        {found.data !== undefined && users.length + groups.length === 0 && (
          <Option disabled value="" text="">
            {page.search === '' ? 'The tenant is empty' : `Nobody matches “${page.search}”`}
          </Option>
        )}
      </Combobox>
      <span className="muted caption">in</span>
      <Select
        className="explain-app"
        size="small"
        aria-label="Application"
        value={appId}
        onChange={(_event, { value }) => onPick(objectId, value)}
      >
        {apps.map((app) => (
          <option key={app.id} value={app.id}>
            {app.name}
          </option>
        ))}
      </Select>
    </>
  );
}
