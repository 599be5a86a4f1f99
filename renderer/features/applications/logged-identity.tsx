import { Link as RouteLink } from 'wouter';
import { bladeOf } from './application-page.tsx';

interface LoggedIdentityProps {
  readonly appId: string;
  readonly row: { readonly displayName: string; readonly type: 'User' | 'Group'; readonly entryId: string | null };
}

/** A user or group by name, which leads to its newest log entry where there is one. */
export function LoggedIdentity({ appId, row: { displayName, type, entryId } }: LoggedIdentityProps) {
  return (
    <>
      {entryId === null ? (
        displayName
      ) : (
        <RouteLink className="link" href={`${bladeOf(appId, 'logs')}/${entryId}`}>
          {displayName}
        </RouteLink>
      )}
      {type === 'Group' && <span className="muted"> group</span>}
    </>
  );
}
