import { type Cause, nounOf, provisionNow, type Remedy } from './explain-cause.ts';
import type { ExplainFacts } from './explain-facts.ts';
import { type ExplainText, text } from './explain-text.ts';

/** What keeps the job itself from looking at anything; empty where it runs. */
export function jobCauses(facts: ExplainFacts, opening: ExplainText): readonly Cause[] {
  const { job } = facts;
  const cause = (
    given: Omit<Cause, 'sentence' | 'habitId'> & { readonly habitId?: string; readonly clause: ExplainText },
  ): Cause => {
    const { clause, habitId = null, ...rest } = given;
    return { ...rest, habitId, sentence: text`${opening}${clause}.` };
  };
  if (job.state === 'not-configured') {
    return [
      cause({
        id: 'not-configured',
        tone: 'neutral',
        badge: 'Not connected',
        clause: text`the application is not connected to a target yet`,
        remedies: [
          {
            title: 'Connect the application',
            effect: 'Tenant URL, secret token, Test Connection.',
            place: { kind: 'connectivity' },
          },
        ],
      }),
    ];
  }
  const { unconsentedHost } = job;
  if (unconsentedHost !== null) {
    return [
      cause({
        id: 'not-consented',
        tone: 'neutral',
        badge: 'Writes not allowed',
        clause: text`nobody has allowed writes to ${{ code: unconsentedHost }}`,
        remedies: [{ title: 'Allow writes', effect: 'Provisioning can then be started.', place: overview }],
      }),
    ];
  }
  switch (job.state) {
    case 'off':
      return [
        cause({
          id: 'off',
          tone: 'neutral',
          badge: 'Provisioning is off',
          clause: text`provisioning is off`,
          remedies: [startRemedy, provisionNow()],
        }),
      ];
    case 'held':
      return [
        cause({
          id: 'held',
          tone: 'warning',
          badge: 'Held',
          clause: text`the job is held. ${withoutStop(job.reason)}`,
          remedies: [{ title: 'Continue', effect: 'The job goes on where it stopped.', place: overview }],
        }),
      ];
    case 'quarantined':
      return [
        cause({
          id: 'quarantined',
          tone: 'failed',
          badge: 'Job in quarantine',
          clause: text`the job is in quarantine, and a cycle runs only now and then. ${withoutStop(job.reason)}`,
          habitId: 'quarantine-leaves',
          remedies: [
            { title: 'See the quarantine', effect: 'Reason, next attempt, and the way out.', place: overview },
            {
              title: 'Test the connection',
              effect: 'Says what is wrong with the target, and where.',
              place: { kind: 'connectivity' },
            },
          ],
        }),
      ];
    case 'failed':
      return [
        cause({
          id: 'unreachable',
          tone: 'failed',
          badge: 'Cycle failed',
          clause: text`the last cycle failed as a whole, before or while objects were looked at. ${withoutStop(job.reason)}`,
          habitId: 'probe-fails-cycle',
          remedies: [
            {
              title: 'Test the connection',
              effect: 'Says what is wrong with the target, and where.',
              place: { kind: 'connectivity' },
            },
            { title: 'See the audit log and the wire', effect: 'The probe that failed is the newest exchange.', place: overview },
          ],
        }),
      ];
    default:
      return [];
  }
}

/** Why the job, which runs, has not come to the object; the last one where nothing else is the matter. */
export function watermarkCause(facts: ExplainFacts, opening: ExplainText): Cause {
  const { job, isPending } = facts;
  const noun = nounOf(facts);
  const next = nextText(facts);
  if (job.watermark === null) {
    return {
      id: 'first-cycle-ahead',
      tone: 'neutral',
      badge: job.state === 'running' ? 'Cycle is running' : 'First cycle ahead',
      sentence:
        job.state === 'running'
          ? text`${opening}the cycle that is running has not come to it yet.`
          : text`${opening}the initial cycle has not run. It looks at everybody${next}.`,
      habitId: 'interval-40-minutes',
      remedies: [advance, provisionNow()],
    };
  }
  if (isPending) {
    return {
      id: 'pending',
      tone: 'neutral',
      badge: 'Waits for the cycle',
      sentence: text`${opening}${noun} changed, or came into scope, after the last cycle. The next one looks at it${next}.`,
      habitId: 'interval-40-minutes',
      remedies: [advance, provisionNow()],
    };
  }
  return {
    id: 'not-looked-at',
    tone: 'warning',
    badge: 'Not looked at',
    sentence: text`${opening}the last cycles did not look at it: nothing about ${noun} changed since the watermark, and a cycle reads changes only.`,
    habitId: 'restart-keeps-links',
    remedies: [
      { title: 'Restart provisioning', effect: 'An initial cycle looks at everybody, and keeps the links.', place: overview },
      provisionNow(),
      {
        title: 'Change something',
        effect: `Any changed attribute of ${noun} is a reason to look at it.`,
        place: { kind: 'object' },
      },
    ],
  };
}

/** ` at 11:01`, or nothing where it is not known when. */
export function nextText({ job }: ExplainFacts): ExplainText {
  return job.nextCycleAt === null ? [] : text` at ${{ at: job.nextCycleAt }}`;
}

const overview = { kind: 'overview' } as const;
const startRemedy: Remedy = { title: 'Start provisioning', effect: 'The first cycle is due at once.', place: overview };
const advance: Remedy = {
  title: 'Move the clock to the next cycle',
  effect: 'Advance 40 min in the bar above: what falls due on the way runs in order.',
  place: overview,
};

function withoutStop(reason: string | null): string {
  return (reason ?? '').replace(/\.$/, '');
}
