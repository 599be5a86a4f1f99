import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import type { ResourceRow } from './resource-row.ts';

interface OpenResourceProps {
  readonly directoryId: string;
  readonly type: 'User' | 'Group';
  /** The chosen row. */
  readonly open: ResourceRow;
}

/** Where the chosen user or group comes from, and the way to see all of its sides. */
export function OpenResource({ directoryId, type, open }: OpenResourceProps) {
  const api = useApi();
  const { data: counterpart } = useView(['counterpart', directoryId, type, open.id], ['tenant', 'receiver'], () =>
    api.workspace.counterpart({ directoryId, type, resourceId: open.id }),
  );
  const name = open.personName || open.mainName;
  if (counterpart === undefined) return <span className="muted">{name}</span>;
  if (counterpart === null) return <span className="muted ellipsis">{say('resources.origin.none', { name })}</span>;
  const { objectId, appId } = counterpart;
  const query = `object:"${name.replaceAll('"', '')}"`;
  return (
    <>
      <a className="link" href={`#/compare/${objectId}?app=${appId}`}>
        {say('resources.sides')}
      </a>
      <a className="link" href={`#/wire?query=${encodeURIComponent(query)}`}>
        {say('resources.requests')}
      </a>
      <span className="grow" />
      <span className="muted caption ellipsis">{say('resources.origin', { name })}</span>
    </>
  );
}
