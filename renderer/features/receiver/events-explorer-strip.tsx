import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { eventsCurl } from './events-explorer-request.ts';

interface ExplorerRequestProps {
  readonly target: string;
  /** Null before it was answered. */
  readonly status: number | null;
}

/** The request that the filters make, as it goes over the wire, and for a shell. */
export function ExplorerRequest({ target, status }: ExplorerRequestProps) {
  const api = useApi();
  const access = useView(['apiAccess'], ['receiver'], () => api.receiver.apiAccess({}));
  const [copy, setCopy] = useState<{ readonly curl: string; readonly isDone: boolean } | null>(null);
  const curl = access.data === undefined ? null : eventsCurl(access.data.address, target);
  // What was copied before the filters changed is not this request.
  const outcome = copy?.curl === curl ? copy : null;
  async function copyCurl() {
    if (curl === null) return;
    try {
      await navigator.clipboard.writeText(curl);
      setCopy({ curl, isDone: true });
    } catch {
      setCopy({ curl, isDone: false });
    }
  }
  return (
    <section className="explorer-request" aria-label={say('explorer.request')}>
      <MethodLabel method="GET" />
      <code className="mono grow">{target}</code>
      {status !== null && <StatusCode status={status} />}
      <span role="status" className="caption muted">
        {outcome !== null && say(outcome.isDone ? 'explorer.curl.copied' : 'explorer.curl.refused')}
      </span>
      <Button
        size="small"
        icon={<Copy16Regular />}
        disabled={curl === null}
        title={curl ?? undefined}
        onClick={() => void copyCurl()}
      >
        {say('explorer.curl.copy')}
      </Button>
    </section>
  );
}
