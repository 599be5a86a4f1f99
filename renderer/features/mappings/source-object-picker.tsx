import { Combobox, Option } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { textOf } from '../directory-objects/attribute-fields.ts';
import { useSourceObject } from './use-source-object.ts';

interface SourceObjectPickerProps {
  readonly label: string;
  readonly type: 'User' | 'Group';
}

const optionCountMax = 30;

/** Chooses the user or group that values are shown for; typing searches the tenant. */
export function SourceObjectPicker({ label, type }: SourceObjectPickerProps) {
  const api = useApi();
  const id = useId();
  const { object, choose } = useSourceObject(type);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const page = { search: typed ?? '', offset: 0, limit: optionCountMax };
  const found = useView(['source-object.search', type, { search: page.search }], ['tenant'], async () =>
    type === 'User'
      ? (await api.tenant.users(page)).items.map(({ objectId, displayName, attributes }) => ({
          objectId,
          displayName,
          detail: textOf(attributes['userPrincipalName']),
        }))
      : (await api.tenant.groups(page)).items.map(({ objectId, displayName }) => ({ objectId, displayName, detail: '' })),
  );
  const options = found.data ?? [];
  return (
    <span className="row caption">
      <label htmlFor={id}>{label}</label>
      <Combobox
        id={id}
        freeform
        size="small"
        className="source-object"
        placeholder="nobody: the tenant is empty"
        value={typed ?? object?.displayName ?? ''}
        selectedOptions={object === null ? [] : [object.objectId]}
        open={isOpen}
        onOpenChange={(_event, data) => setIsOpen(data.open)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setIsOpen(true);
        }}
        onBlur={() => setTyped(null)}
        onOptionSelect={(_event, { optionValue }) => {
          setTyped(null);
          const chosen = options.find(({ objectId }) => objectId === optionValue);
          if (chosen !== undefined) choose({ objectId: chosen.objectId, displayName: chosen.displayName });
        }}
      >
        {options.map(({ objectId, displayName, detail }) => (
          <Option key={objectId} value={objectId} text={displayName}>
            <span className="source-object-option">
              <span className="ellipsis">{displayName}</span>
              <span className="muted caption ellipsis">{detail}</span>
            </span>
          </Option>
        ))}
        {found.data !== undefined && options.length === 0 && (
          <Option disabled value="" text="">
            {typed === null || typed === '' ? 'The tenant is empty' : `Nobody matches “${typed}”`}
          </Option>
        )}
      </Combobox>
    </span>
  );
}
