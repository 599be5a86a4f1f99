import type { HoldView, PlannedRequestView } from '#shared/api/job-views.ts';
import type { RequestPlace } from '#shared/engine/effect.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { sentenceForPurpose } from '#shared/trace/purpose-sentence.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, refusal } from './implementer.ts';

/** Stepping: the requests of an application's cycles wait until a person has looked at them. */
export function steppingHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const view = (appId: string): HoldView => {
    found(applicationOf(parts, appId), 'application');
    const { isHolding, held } = runner.hold(appId);
    return {
      isHolding,
      held: held === null ? null : plannedRequestView(held.request, held.place),
      note: isHolding
        ? 'The clock goes on while a request waits. Closing the window keeps holding; ending this program does not.'
        : null,
    };
  };

  return {
    read: api.stepping.read.handler(({ input }) => view(input.appId)),
    setHolding: api.stepping.setHolding.handler(({ input }) => {
      found(applicationOf(parts, input.appId), 'application');
      runner.hold(input.appId).setHolding(input.isHolding);
      return view(input.appId);
    }),
    proceed: api.stepping.proceed.handler(({ input }) => {
      found(applicationOf(parts, input.appId), 'application');
      const hold = runner.hold(input.appId);
      if (hold.held === null) {
        throw refusal({
          place: 'Stepping',
          message: 'No request is waiting.',
          remedy: 'Hold each request, then move the clock to the next cycle.',
        });
      }
      hold.proceed(input.until);
      return view(input.appId);
    }),
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
