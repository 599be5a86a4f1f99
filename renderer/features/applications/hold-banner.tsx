import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useHold } from '../../app/hold.ts';
import { Banner } from '../../components/banner.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

/** That an application's requests are held, and that one waits; nothing while they are not. */
export function HoldBanner({ appId }: { readonly appId: string }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const { data: hold } = useHold(appId);
  const action = useAction();
  if (hold == null || !hold.isHolding) return null;
  const { held } = hold;
  return (
    <>
      <ProblemBanner problem={action.problem} />
      <Banner
        intent="warning"
        title={held === null ? 'Each request is held' : `Holding before ${held.method} ${held.target}`}
        actions={
          <>
            <Button size="small" appearance="primary" onClick={() => navigate('/wire/step')}>
              Open step mode
            </Button>
            <Button
              size="small"
              disabled={action.isBusy}
              onClick={() => void action.run(() => api.stepping.setHolding({ appId, isHolding: false }))}
            >
              Stop holding
            </Button>
          </>
        }
      >
        {held === null
          ? 'The next cycle stops before its first request and goes on when you say so.'
          : `${held.reason} The cycle goes on when you send it.`}
      </Banner>
    </>
  );
}
