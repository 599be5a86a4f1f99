import type { OnDemandView } from '#shared/api/job-views.ts';
import { provisionOnDemand } from '#shared/engine/on-demand.ts';
import { type OnDemandObstacle, onDemandObstacles } from '#shared/entra/on-demand-limits.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { expressionWorld } from '../session/expression-world.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { perform } from '../session/scheduler.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { found, orRefuse, refusal } from './implementer.ts';
import { onDemandView } from './on-demand-view.ts';

/** How many events of one run are read back; one user or one group with five members makes fewer than a hundred. */
const RUN_EVENTS_MAX = 1000;

/** Provisions one user, or one group with a few of its members, now. */
export async function runOnDemand(
  parts: WorkspaceParts,
  runner: JobRunner,
  input: { readonly appId: string; readonly objectId: string; readonly memberIds: readonly string[] },
): Promise<OnDemandView> {
  const { appId, objectId } = input;
  const { configuration } = found(applicationOf(parts, appId), 'application');
  const object = found(parts.db.tenant.readObject(objectId), 'object');
  const memberIds = [...new Set(input.memberIds)];
  const members = memberIds.map((memberId) => found(parts.db.tenant.readObject(memberId), 'member'));
  const [obstacle] = onDemandObstacles(object, members);
  if (obstacle !== undefined) throw refusal(problemOf(obstacle, object));
  if (!(object.type === 'User' ? configuration.user : configuration.group).enabled) {
    throw refusal({
      place: 'Attribute mapping',
      message: `Provisioning of ${object.type.toLowerCase()}s is switched off in this application.`,
      remedy: 'Set Enabled to Yes on the attribute mapping, and save it.',
    });
  }
  const runId = parts.newId();
  const before = parts.db.jobStore(appId).lastSequence();
  orRefuse(
    await runner.writeBetweenCycles(appId, ({ job, world }) =>
      perform(provisionOnDemand(job, { objectId, memberIds, runId }), world),
    ),
  );
  const events = parts.db.trace.events(appId, before, RUN_EVENTS_MAX).filter(({ recorded }) => recorded.event.cycleId === runId);
  return onDemandView(events, object, configuration, expressionWorld(parts.db.tenant));
}

function problemOf(obstacle: OnDemandObstacle, object: TenantObject): Problem {
  const name = displayNameOf(object);
  const pick = { place: 'Members', remedy: 'Pick up to five users who are direct members of the group.' };
  switch (obstacle.kind) {
    case 'not-found':
      return {
        place: 'Select a user or group',
        message: `${name} is ${object.deletedAt === null ? 'blocked from sign-in' : 'deleted'}: provision on demand finds no disabled or deleted objects.`,
        remedy: 'A cycle disables or deletes them: move the clock to the next one.',
      };
    case 'no-members':
      return { ...pick, message: 'A user has no members to pick.', remedy: 'Pick a group, or no members.' };
    case 'stranger':
      return { ...pick, message: `${displayNameOf(obstacle.member)} is no direct member of ${name}.` };
    case 'nested':
      return {
        ...pick,
        message: `${displayNameOf(obstacle.member)} is a nested group, which provision on demand does not take.`,
      };
    case 'inactive':
      return { ...pick, message: `${displayNameOf(obstacle.member)} is blocked or deleted.` };
  }
}
