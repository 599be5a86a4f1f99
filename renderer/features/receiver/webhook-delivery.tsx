import { Button } from '@fluentui/react-components';
import { ArrowRepeatAll16Regular, Dismiss16Regular } from '@fluentui/react-icons';
import type { WebhookDeliveryDetailView, WebhookEndpointView, WebhookRulesView } from '#shared/api/webhook-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { useNow } from '../../app/now.ts';
import { MethodLabel } from '../../components/http-labels.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { EventPayload } from './event-payload.tsx';
import { WebhookAttempts } from './webhook-attempts.tsx';
import { deliveryWord, waitWord } from './webhook-word.ts';

interface WebhookDeliveryProps {
  readonly number: number;
  readonly endpoint: WebhookEndpointView;
  readonly rules: WebhookRulesView | undefined;
  /** The same event is on its way again, under another number. */
  onResent(number: number): void;
  onClose(): void;
}

/** One delivery: what was sent, what each attempt was answered, and what comes next. */
export function WebhookDelivery({ number, endpoint, rules, onResent, onClose }: WebhookDeliveryProps) {
  const api = useApi();
  const { data: delivery, problem } = useView(['delivery', number], ['receiver'], () => api.webhooks.delivery({ number }));
  const action = useAction();
  async function resend() {
    await action.run(async () => onResent((await api.webhooks.resend({ number })).number));
  }
  return (
    <section className="exchange" aria-label={say('delivery.one', { number })}>
      <div className="exchange-head">
        <span className="mono strong ellipsis grow">{delivery?.event}</span>
        {delivery !== undefined && <StateTag delivery={delivery} />}
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowRepeatAll16Regular />}
          disabled={action.isBusy || delivery === undefined || delivery.body === null}
          title={delivery?.body === null ? say('delivery.resend.gone') : undefined}
          onClick={() => void resend()}
        >
          {say('delivery.resend')}
        </Button>
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss16Regular />}
          aria-label={say('delivery.close')}
          onClick={onClose}
        />
      </div>
      <div className="exchange-body">
        <ProblemBanner problem={problem ?? action.problem} />
        {delivery !== undefined && (
          <>
            <div className="delivery-facts">
              <Facts delivery={delivery} isHeld={endpoint.nextAttemptAt === null} />
              <Outcome delivery={delivery} rules={rules} />
            </div>
            <WebhookAttempts attempts={delivery.attempts} />
            <SentRequest delivery={delivery} endpoint={endpoint} rules={rules} />
          </>
        )}
      </div>
    </section>
  );
}

function StateTag({ delivery }: { readonly delivery: WebhookDeliveryDetailView }) {
  const { role, word } = deliveryWord(delivery);
  return (
    <span role="status">
      <StatusTag role={role}>{word}</StatusTag>
    </span>
  );
}

interface FactsProps {
  readonly delivery: WebhookDeliveryDetailView;
  /** Nothing is sent to its endpoint as things stand. */
  readonly isHeld: boolean;
}

function Facts({ delivery, isHeld }: FactsProps) {
  const { eventId, cause, queuedAt, state, nextAttemptAt } = delivery;
  return (
    <KeyValueList
      items={[
        { name: say('delivery.event'), value: <span className="mono">{eventId}</span> },
        { name: say('delivery.cause'), value: say(cause === 'event' ? 'delivery.cause.event' : 'delivery.cause.resend') },
        { name: say('delivery.queued'), value: <Moment at={queuedAt} /> },
        ...(state === 'queued' && nextAttemptAt !== null
          ? [{ name: say('delivery.next'), value: isHeld ? say('delivery.next.held') : <NextAttempt at={nextAttemptAt} /> }]
          : []),
      ]}
    />
  );
}

function NextAttempt({ at }: { readonly at: number }) {
  const now = useNow();
  const wait = now === undefined ? null : at - now;
  return (
    <>
      <Moment at={at} parts="time" />{' '}
      <span className="muted">
        {wait !== null && (wait <= 0 ? say('delivery.next.due') : say('delivery.next.in', { wait: waitWord(wait) }))}
      </span>
    </>
  );
}

interface OutcomeProps {
  readonly delivery: WebhookDeliveryDetailView;
  readonly rules: WebhookRulesView | undefined;
}

function Outcome({ delivery: { state, attemptCount }, rules }: OutcomeProps) {
  if (state === 'failed') return <p className="muted">{say('delivery.failed', { count: attemptCount })}</p>;
  if (state === 'dropped') return <p className="muted">{say('delivery.dropped', { max: rules?.queuedMax ?? 0 })}</p>;
  return null;
}

interface SentRequestProps extends OutcomeProps {
  readonly endpoint: WebhookEndpointView;
}

function SentRequest({ delivery, endpoint, rules }: SentRequestProps) {
  return (
    <section aria-label={say('delivery.request')}>
      <h2 className="message-head">
        <span className="grow">{say('delivery.request')}</span>
      </h2>
      <div className="delivery-request">
        <MethodLabel method="POST" /> <span className="mono">{endpoint.url}</span>
        <dl className="mono">
          {[
            ['Content-Type', 'application/json'],
            [rules?.signatureHeader ?? '', say('delivery.request.signature')],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}:</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {delivery.body === null ? (
        <p className="code-empty muted">{say('delivery.request.gone')}</p>
      ) : (
        <EventPayload label={say('delivery.request.body')} text={delivery.body} />
      )}
    </section>
  );
}
