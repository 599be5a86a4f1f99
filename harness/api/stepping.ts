import type { HeldRequestView, HoldView, PlannedRequestView } from '#shared/api/job-views.ts';
import type { RequestPlace } from '#shared/engine/effect.ts';
import { parseAnswerDraft } from '#shared/scim/answer-draft.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import { parseRequestDraft } from '#shared/scim/request-draft.ts';
import { sentenceForPurpose } from '#shared/trace/purpose-sentence.ts';
import type { Hold } from '../session/hold.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { recordedTarget } from '../session/target.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, orRefuse, refusal } from './implementer.ts';
import { refuseSecrets } from './stepping-secrets.ts';

/** Stepping: the requests of an application's cycles wait until a person has looked at them. */
export function steppingHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const view = (appId: string): HoldView => {
    const record = found(applicationOf(parts, appId), 'application');
    const { isHolding, stops, held } = runner.hold(appId);
    const url = recordedTarget(parts, record)?.url;
    return {
      isHolding,
      stops,
      held: held === null ? null : heldRequestView(held, url === undefined ? '' : `${url.origin}${url.basePath}`),
      note: isHolding
        ? 'The clock goes on while a request waits. Closing the window keeps holding; ending this program does not.'
        : null,
    };
  };
  const holdOf = (appId: string): Hold => {
    found(applicationOf(parts, appId), 'application');
    return runner.hold(appId);
  };

  return {
    read: api.stepping.read.handler(({ input }) => view(input.appId)),
    setHolding: api.stepping.setHolding.handler(({ input }) => {
      holdOf(input.appId).setHolding(input.isHolding);
      return view(input.appId);
    }),
    setStops: api.stepping.setStops.handler(({ input }) => {
      holdOf(input.appId).setStops(input.stops);
      return view(input.appId);
    }),
    proceed: api.stepping.proceed.handler(({ input }) => {
      const hold = holdOf(input.appId);
      heldIn(hold, input.heldId);
      hold.proceed(input.until);
      return view(input.appId);
    }),
    sendEdited: api.stepping.sendEdited.handler(async ({ input }) => {
      const { appId, heldId, until, target, headers, body } = input;
      const hold = holdOf(appId);
      const request = orRefuse(parseRequestDraft({ target, headers, body }, heldIn(hold, heldId).method));
      await refuseSecrets(parts, appId, { names: Object.keys(request.headers), texts: [target, headers, body] });
      // It may have been decided of in another window meanwhile.
      heldIn(hold, heldId);
      hold.proceed(until, { kind: 'edited', request });
      return view(appId);
    }),
    answer: api.stepping.answer.handler(async ({ input }) => {
      const { appId, heldId, until, answer } = input;
      const hold = holdOf(appId);
      const outcome = answer.kind === 'response' ? answered(answer) : silence[answer.kind];
      if (answer.kind === 'response') await refuseSecrets(parts, appId, { names: [], texts: [answer.headers, answer.body] });
      heldIn(hold, heldId);
      hold.proceed(until, { kind: 'answered', outcome });
      return view(appId);
    }),
    drop: api.stepping.drop.handler(({ input }) => {
      const hold = holdOf(input.appId);
      heldIn(hold, input.heldId);
      hold.proceed(input.until, { kind: 'dropped' });
      return view(input.appId);
    }),
  };
}

function heldIn(hold: Hold, heldId: number | undefined): ScimRequest {
  const { held } = hold;
  if (held === null) {
    throw refusal({
      place: 'Stepping',
      message: 'No request is waiting.',
      remedy: 'Hold each request, then move the clock to the next cycle.',
    });
  }
  if (heldId !== undefined && held.id !== heldId) {
    throw refusal({
      place: 'Stepping',
      message: 'The request you decided of has gone already, and another one waits.',
      remedy: 'Look at the one that waits now, and decide again.',
    });
  }
  return held.request;
}

function answered(draft: Parameters<typeof parseAnswerDraft>[0]): ScimOutcome {
  return { kind: 'response', response: orRefuse(parseAnswerDraft(draft)) };
}

const silence: Readonly<Record<'timeout' | 'reset', ScimOutcome>> = {
  timeout: {
    kind: 'failure',
    failure: { kind: 'timeout', detail: 'Answered by hand that nothing came in time. Nothing was sent.' },
  },
  reset: {
    kind: 'failure',
    failure: { kind: 'reset', detail: 'Answered by hand that the connection was reset. Nothing was sent.' },
  },
};

function heldRequestView(held: NonNullable<Hold['held']>, address: string): HeldRequestView {
  return {
    ...plannedRequestView(held.request, held.place),
    id: held.id,
    headers: Object.entries(held.request.headers),
    address,
  };
}

/** A request before it is sent, with the reason it would be. */
export function plannedRequestView(
  request: ScimRequest,
  { purpose, identity }: Pick<RequestPlace, 'purpose' | 'identity'>,
): PlannedRequestView {
  return {
    method: request.method,
    target: request.target,
    body: request.body === null ? '' : JSON.stringify(request.body, null, 2),
    purpose,
    reason: sentenceForPurpose(purpose, identity),
    identity,
  };
}
