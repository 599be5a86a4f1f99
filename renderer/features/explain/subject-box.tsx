import { Select } from '@fluentui/react-components';
import { useApps } from '../../app/open-app.ts';
import { ObjectBox } from '../directory-objects/object-box.tsx';

interface SubjectBoxProps {
  /** Who it is about now; empty where nobody was chosen. */
  readonly name: string;
  readonly objectId: string;
  readonly appId: string;
  onPick(objectId: string, appId: string): void;
}

/** Whom, and in which application: the two things such a page is about. */
export function SubjectBox({ name, objectId, appId, onPick }: SubjectBoxProps) {
  const apps = useApps() ?? [];
  return (
    <>
      <ObjectBox
        chosen={objectId === '' ? null : { objectId, displayName: name }}
        label="User or group"
        placeholder="User or group"
        size="small"
        className="explain-subject"
        onPick={(picked) => onPick(picked.objectId, appId)}
      />
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
