import type { WebhookDeliveryDetailView } from '#shared/api/webhook-views.ts';
import { say } from '../../app/messages.ts';
import { CodeView } from '../../components/code-view.tsx';
import { StatusCode } from '../../components/http-labels.tsx';
import { Moment } from '../../components/moment.tsx';

type Attempts = WebhookDeliveryDetailView['attempts'];

/** Each attempt with its answer; the last one stands open. */
export function WebhookAttempts({ attempts }: { readonly attempts: Attempts }) {
  return (
    <section aria-label={say('delivery.attempts')}>
      <h2 className="message-head">
        <span className="grow">{say('delivery.attempts')}</span>
        <span className="muted numeric">{attempts.length}</span>
      </h2>
      {attempts.length === 0 && <p className="code-empty muted">{say('delivery.attempts.none')}</p>}
      <ol className="delivery-attempts">
        {attempts.map((attempt, index) => (
          <Attempt key={attempt.number} attempt={attempt} isLast={index === attempts.length - 1} />
        ))}
      </ol>
    </section>
  );
}

function Attempt({ attempt, isLast }: { readonly attempt: Attempts[number]; readonly isLast: boolean }) {
  const { number, at, status, durationMs, failure, bodyHead } = attempt;
  return (
    <li aria-label={say('delivery.attempt', { number })}>
      <div className="delivery-attempt">
        <span className="caption muted numeric">{number}</span>
        <span className="mono">
          <Moment at={at} parts="exact" />
        </span>
        <StatusCode status={status} />
        <span className="caption muted numeric">{say('delivery.attempt.ms', { ms: Math.round(durationMs) })}</span>
        <span className={failure === null ? 'muted' : 'delivery-failure'}>{failure ?? say('delivery.attempt.taken')}</span>
      </div>
      {bodyHead !== '' && (
        <details open={isLast}>
          <summary className="caption">{say('delivery.attempt.cut')}</summary>
          <CodeView label={say('delivery.attempt.body', { number })} text={bodyHead} />
        </details>
      )}
    </li>
  );
}
