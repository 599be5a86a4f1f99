import type { WebhookDeliveryView, WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { say } from '../../app/messages.ts';
import { counted } from '../../components/counted.ts';
import type { OutcomeRole } from '../../components/outcome.tsx';

interface RoleWord {
  readonly role: OutcomeRole;
  readonly word: string;
}

/** Whether an endpoint is sent anything now, and what keeps it from that: the hardest hindrance first. */
export function endpointWord({ isRetired, isEnabled, consent }: WebhookEndpointView): RoleWord {
  if (isRetired) return { role: 'skipped', word: say('webhook.state.retired') };
  if (!isEnabled) return { role: 'disabled', word: say('webhook.state.disabled') };
  if (consent === 'needed') return { role: 'warning', word: say('webhook.state.waiting') };
  return { role: 'success', word: say('webhook.state.enabled') };
}

/** What became of a delivery so far. */
export function deliveryWord({ state, attemptCount }: WebhookDeliveryView): RoleWord {
  switch (state) {
    case 'delivered':
      return { role: 'success', word: say('delivery.state.delivered') };
    case 'failed':
      return { role: 'failed', word: say('delivery.state.failed') };
    case 'dropped':
      return { role: 'skipped', word: say('delivery.state.dropped') };
    case 'queued':
      return attemptCount === 0
        ? { role: 'neutral', word: say('delivery.state.queued') }
        : { role: 'escrowed', word: say('delivery.state.retry') };
  }
}

/** `All events`, `dsync.user.created`, `3 of 12 events`. */
export function eventsWord(events: readonly string[], knownCount: number): string {
  const [only] = events;
  if (only === undefined) return say('webhook.events.all');
  return events.length === 1 ? only : say('webhook.events.some', { count: events.length, known: knownCount });
}

const steps = [
  { unit: 86_400_000, one: say('wait.day'), many: say('wait.days') },
  { unit: 3_600_000, one: say('wait.hour'), many: say('wait.hours') },
  { unit: 60_000, one: say('wait.minute'), many: say('wait.minutes') },
  { unit: 1000, one: say('wait.second'), many: say('wait.seconds') },
] as const;

/** `5 seconds`, `1 minute 30 seconds`, `2 hours`: the two largest units, of which the last is rounded up. */
export function waitWord(ms: number): string {
  const rounded = Math.max(1000, Math.ceil(ms / 1000) * 1000);
  const first = steps.findIndex(({ unit }) => rounded >= unit);
  const [step, next] = [steps[first], steps[first + 1]];
  if (step === undefined) return '';
  const count = Math.floor(rounded / step.unit);
  const rest = next === undefined ? 0 : Math.ceil((rounded % step.unit) / next.unit);
  if (next === undefined || rest === 0) return counted(count, step.one, step.many);
  // A rest that was rounded up to a whole unit is one of those.
  if (rest * next.unit >= step.unit) return counted(count + 1, step.one, step.many);
  return `${counted(count, step.one, step.many)} ${counted(rest, next.one, next.many)}`;
}
