import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

interface SavedConnectionsProps {
  readonly appId: string;
  /** Only a connection that has been saved to the application can be kept. */
  readonly isConfigured: boolean;
  /** The application has another connection now; what was typed is out of date. */
  onUsed(): void;
}

/** Connections kept by name, so that another application, or the same one later, can use them again. */
export function SavedConnections({ appId, isConfigured, onUsed }: SavedConnectionsProps) {
  const api = useApi();
  const [name, setName] = useState('');
  const saved = useView(['connection.saved'], ['apps', 'workspace'], () => api.connection.saved({}));
  const action = useAction();
  const connections = saved.data ?? [];

  async function keep() {
    const isKept = await action.run(() => api.connection.keep({ appId, name: name.trim() }));
    if (!isKept) return;
    setName('');
    saved.reload();
  }

  return (
    <Panel title="Saved connections">
      <ProblemBanner problem={action.problem ?? saved.problem} />
      {connections.length === 0 ? (
        <p className="muted entra-text">None yet. Keep this connection under a name to use it again.</p>
      ) : (
        <ul className="entra-connections" aria-label="Saved connections">
          {connections.map((connection) => (
            <li key={connection.name} className="row entra-connection">
              <div className="grow">
                <div className="strong">{connection.name}</div>
                <div className="mono entra-wrap">{connection.tenantUrl}</div>
              </div>
              <Button
                size="small"
                aria-label={`Use ${connection.name}`}
                disabled={action.isBusy}
                onClick={() =>
                  action.run(async () => {
                    await api.connection.use({ appId, name: connection.name });
                    onUsed();
                  })
                }
              >
                Use
              </Button>
              <Button
                size="small"
                aria-label={`Forget ${connection.name}`}
                disabled={action.isBusy}
                onClick={() =>
                  action.run(async () => {
                    await api.connection.forget({ name: connection.name });
                    saved.reload();
                  })
                }
              >
                Forget
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="entra-picker-row">
        <Field label="Name of this connection" className="grow" hint={isConfigured ? null : 'Save the credentials first.'}>
          <Input value={name} disabled={!isConfigured} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Button disabled={!isConfigured || name.trim() === '' || action.isBusy} onClick={keep}>
          Keep
        </Button>
      </div>
    </Panel>
  );
}
