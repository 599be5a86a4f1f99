import { Button, Field } from '@fluentui/react-components';
import { say } from '../../app/messages.ts';
import { ObjectBox } from './object-box.tsx';

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

/** A user found by name, or nobody. */
export function ManagerPicker({ manager, onChange, excludedId }: ManagerPickerProps) {
  return (
    <div className="entra-picker-row">
      <Field label={say('picker.manager')} className="grow">
        <ObjectBox
          types={usersOnly}
          chosen={manager}
          placeholder={say('picker.manager.none')}
          isInline
          onPick={({ objectId, displayName }) => onChange({ objectId, displayName })}
          {...(excludedId !== undefined && { excludedId })}
        />
      </Field>
      <Button size="small" disabled={manager === null} onClick={() => onChange(null)}>
        {say('picker.manager.remove')}
      </Button>
    </div>
  );
}

const usersOnly = ['User'] as const;
