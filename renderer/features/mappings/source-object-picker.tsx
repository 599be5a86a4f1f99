import { useId } from 'react';
import { say } from '../../app/messages.ts';
import { ObjectBox } from '../directory-objects/object-box.tsx';
import { useSourceObject } from './use-source-object.ts';

interface SourceObjectPickerProps {
  readonly label: string;
  readonly type: 'User' | 'Group';
}

/** Chooses the user or group that values are shown for. */
export function SourceObjectPicker({ label, type }: SourceObjectPickerProps) {
  const id = useId();
  const { object, choose } = useSourceObject(type);
  return (
    <span className="row caption">
      <label htmlFor={id}>{label}</label>
      <ObjectBox
        id={id}
        types={[type]}
        chosen={object}
        size="small"
        className="source-object"
        placeholder={say('picker.source.none')}
        onPick={({ objectId, displayName }) => choose({ objectId, displayName })}
      />
    </span>
  );
}
