import { Button, Combobox, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';

export interface Manager {
  readonly objectId: string;
  readonly displayName: string;
}

interface ManagerPickerProps {
  readonly manager: Manager | null;
  onChange(manager: Manager | null): void;
  /** The user being edited, who cannot be their own manager. */
  readonly excludedId?: string;
}

const OPTION_COUNT_MAX = 20;

/** A user found by name; typing narrows the list. */
export function ManagerPicker({ manager, onChange, excludedId }: ManagerPickerProps) {
  const api = useApi();
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const search = typed ?? '';
  const { data: found } = useView(['tenant.users', 'manager', { search }], ['tenant'], () =>
    api.tenant.users({ search, offset: 0, limit: OPTION_COUNT_MAX }),
  );
  const options = (found?.items ?? []).filter(({ objectId }) => objectId !== excludedId);
  return (
    <div className="entra-picker-row">
      <Field label="Manager" className="grow">
        <Combobox
          freeform
          inlinePopup
          placeholder="No manager"
          value={typed ?? manager?.displayName ?? ''}
          selectedOptions={manager === null ? [] : [manager.objectId]}
          open={isOpen}
          onOpenChange={(_event, data) => setIsOpen(data.open)}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setIsOpen(true);
          }}
          onBlur={() => setTyped(null)}
          onOptionSelect={(_event, { optionValue }) => {
            const picked = options.find(({ objectId }) => objectId === optionValue);
            if (picked !== undefined) onChange({ objectId: picked.objectId, displayName: picked.displayName });
            setTyped(null);
          }}
        >
          {options.map(({ objectId, displayName }) => (
            <Option key={objectId} value={objectId} text={displayName}>
              {displayName}
            </Option>
          ))}
        </Combobox>
      </Field>
      <Button size="small" disabled={manager === null} onClick={() => onChange(null)}>
        Remove manager
      </Button>
    </div>
  );
}
