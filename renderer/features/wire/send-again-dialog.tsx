import { Button, Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { useApps } from '../../app/open-app.ts';
import { Banner } from '../../components/banner.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { MethodLabel } from '../../components/http-labels.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { hostOf, sendAgainProblem } from './send-again.ts';

interface SendAgainDialogProps {
  readonly exchange: ExchangeDetailView;
  readonly isOpen: boolean;
  onClose(): void;
  onSent(sequence: number): void;
}

export function SendAgainDialog(props: SendAgainDialogProps) {
  return props.isOpen ? <OpenDialog {...props} /> : null;
}

/** Where to, with whose credentials, and what it may change there: asked before a request is sent a second time. */
function OpenDialog({ exchange, onClose, onSent }: SendAgainDialogProps) {
  const api = useApi();
  const apps = useApps() ?? [];
  const action = useAction();
  const [appId, setAppId] = useState(exchange.appId);
  const app = apps.find(({ id }) => id === appId);
  const problem = sendAgainProblem(exchange, app);
  const isWrite = exchange.method !== 'GET';
  const isElsewhere = appId !== exchange.appId;

  async function send() {
    await action.run(async () => onSent((await api.exchanges.sendAgain({ sequence: exchange.sequence, appId })).sequence));
  }

  return (
    <DialogFrame
      title="Send again"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button appearance="primary" disabled={action.isBusy || problem !== null} onClick={() => void send()}>
            {app === undefined || !isWrite ? 'Send' : `Send to ${hostOf(app)}`}
          </Button>
        </>
      }
    >
      <p className="send-line">
        <MethodLabel method={exchange.method} /> <span className="mono">{exchange.target}</span>
      </p>
      <Field label="To the target of" hint="With that application's own credentials.">
        <Select value={appId} onChange={(_event, { value }) => setAppId(value)}>
          {apps.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <p className="send-text">
        {isWrite
          ? 'The target changes, and the job knows nothing of it: it belongs to no cycle, and no link is made.'
          : 'Nothing is changed: the request only reads.'}{' '}
        It stands on the wire as sent again by hand.
      </p>
      {isElsewhere && /\/(Users|Groups)\/./.test(exchange.target) && (
        <p className="send-text muted">
          The id in the address is one of {exchange.appName || 'the first target'}; another target does not know it.
        </p>
      )}
      {problem === 'needs-consent' && app !== undefined && <Consent app={app} action={action} />}
      {problem === 'token-request' && (
        <Banner intent="warning" title="A token request is not sent again">
          It goes to the token endpoint with the secret of the client. Test Connection asks for a token anew.
        </Banner>
      )}
      {problem === 'cut' && (
        <Banner intent="warning" title="The body was kept in part only">
          It was longer than 64 kB, and half a body cannot be sent. Change the object and provision it on demand.
        </Banner>
      )}
      {problem === 'no-target' && (
        <Banner intent="warning" title="This application has no target yet">
          Give it a tenant URL and a secret token under Connectivity.
        </Banner>
      )}
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}

function Consent({ app, action }: { readonly app: ApplicationView; readonly action: ReturnType<typeof useAction> }) {
  const api = useApi();
  return (
    <Banner
      intent="warning"
      title={`${hostOf(app)} is not part of this rehearsal`}
      actions={
        <Button size="small" disabled={action.isBusy} onClick={() => void action.run(() => api.job.consent({ appId: app.id }))}>
          Allow writes
        </Button>
      }
    >
      Until you allow it, nothing is written there. Allowing counts for {app.name}'s cycles as well.
    </Banner>
  );
}
