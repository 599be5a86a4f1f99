import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useApps } from '../../app/open-app.ts';
import { Banner } from '../../components/banner.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { hostOf } from './send-again.ts';
import { useLastExchange } from './use-exchanges.ts';

/** Says that the newest request got no answer, why, and that nothing is lost. */
export function SilentTarget() {
  const api = useApi();
  const [, go] = useLocation();
  const action = useAction();
  const last = useLastExchange();
  const app = useApps()?.find(({ id }) => id === last?.appId);
  // What a person dropped says nothing of the target.
  if (last == null || last.failure === null || last.byHand !== null || app === undefined) return null;
  const { sequence, failure, method } = last;
  const waits = app.status.nextCycleAt === null ? 'nothing is sent until provisioning is on' : 'the next cycle tries again';
  return (
    <>
      <Banner
        intent="error"
        title={`The target does not answer: ${hostOf(app)}`}
        actions={
          <>
            {method === 'GET' && (
              <Button
                size="small"
                appearance="primary"
                disabled={action.isBusy}
                onClick={() => void action.run(() => api.exchanges.sendAgain({ sequence, appId: app.id }))}
              >
                Try again
              </Button>
            )}
            <Button size="small" onClick={() => go(`/entra/apps/${app.id}/connectivity`)}>
              Connectivity
            </Button>
          </>
        }
      >
        {failure} Nothing was lost; {waits}.
      </Banner>
      <ProblemBanner problem={action.problem} />
    </>
  );
}
