import { Switch } from '@fluentui/react-components';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { PlannedRequestView } from '#shared/api/job-views.ts';
import { MethodLabel } from '../components/http-labels.tsx';
import { useAction } from '../components/use-action.ts';
import { useApi } from './api.tsx';
import { useHold } from './hold.ts';
import { say } from './messages.ts';

/** Step mode of the open application, on and off from any page. */
export function HoldSwitch({ app }: { readonly app: ApplicationView }) {
  const api = useApi();
  const hold = useHold(app.id);
  const { run, isBusy, problem } = useAction();
  const isHolding = hold.data?.isHolding ?? false;
  return (
    <>
      {problem !== null && (
        <span className="wire-problem caption" role="alert">
          {problem.message}
        </span>
      )}
      <Switch
        className="hold-switch"
        labelPosition="before"
        label={say('hold.switch')}
        title={say('hold.switch.why', { app: app.name })}
        checked={isHolding}
        disabled={isBusy || hold.data === undefined}
        onChange={() => void run(() => api.stepping.setHolding({ appId: app.id, isHolding: !isHolding }))}
      />
    </>
  );
}

interface HeldRequestProps {
  readonly appName: string;
  readonly held: PlannedRequestView | null;
}

/** What the wire waits for while requests are held, and the way to what can be done about it. */
export function HeldRequest({ appName, held }: HeldRequestProps) {
  return (
    <>
      <i className="live-dot" data-state="holding" aria-hidden="true" />
      <a className="wire-last wire-held grow" href="#/wire/step">
        {held === null ? (
          <span className="ellipsis">{say('hold.waits', { app: appName })}</span>
        ) : (
          <>
            <span>{say('hold.before')}</span>
            <MethodLabel method={held.method} />
            <span className="mono wire-target ellipsis">{held.target}</span>
            <span className="ellipsis grow">
              {held.identity === null ? held.reason : `${held.identity.displayName} · ${held.reason}`}
            </span>
          </>
        )}
      </a>
    </>
  );
}
