import type { TrialView } from '#shared/api/evidence-views.ts';
import { withHabitSetting } from '#shared/entra/habits.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { displayNameOf } from '#shared/entra/tenant.ts';
import { explain } from '#shared/trace/explain.ts';
import type { Trial } from '#shared/trace/explain-cause.ts';
import { explainTrial } from '#shared/trace/explain-trial.ts';
import { gatherExplainFacts } from '../session/explain-facts.ts';
import { triedObject, triedTenant } from '../session/explain-facts-tenant.ts';
import { runTrial } from '../session/explain-facts-trial.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { evidenceOf } from './explain-evidence.ts';
import { found, orRefuse, refusal } from './implementer.ts';

/** *Try*: how it would come out with something else about an object, worked out on a copy. The target is asked, and not written. */
export async function tryOut(
  parts: WorkspaceParts,
  runner: JobRunner,
  { appId, objectId, trial }: { readonly appId: string; readonly objectId: string; readonly trial: Trial },
): Promise<TrialView> {
  const saved = found(applicationOf(parts, appId), 'application');
  const before = parts.db.tenant.readObject(objectId);
  if (before === undefined) {
    throw refusal({
      place: 'Try',
      message: 'This object is gone from the tenant for good, so that there is nothing to try it with.',
      remedy: 'Create it anew, then look at that one.',
    });
  }
  refuseOwnManager(objectId, trial);
  const subject = { id: objectId, type: before.type, name: displayNameOf(before) };
  const record = { ...saved, configuration: withHabits(saved.configuration, trial.habits ?? {}) };
  const object = triedObject(before, trial, parts.clock.now());
  const tenant = triedTenant(parts.db.tenant, object, trial);
  const now = explain(gatherExplainFacts(parts, runner, saved, subject));
  const copied = gatherExplainFacts({ ...parts, db: { ...parts.db, tenant } }, runner, record, subject);
  const facts = { ...copied, last: null, exchanges: [], matches: [], write: null, escrow: null, differences: null };
  const run = await runner.readBetweenCycles(appId, ({ job, world }) =>
    runTrial({ ...job, configuration: record.configuration }, object, { ...world, tenant }),
  );
  const tried = explainTrial(facts, run.ok ? run.value : null);
  return {
    ...tried,
    appId,
    subject,
    evidence: evidenceOf(tried.chain.map(({ habitId }) => habitId)),
    now: { tone: now.tone, badge: now.badge },
    problem: run.ok ? null : (run.problems[0] ?? null),
  };
}

function refuseOwnManager(objectId: string, { managerId }: Trial): void {
  if (managerId !== objectId) return;
  throw refusal({ place: 'Manager', message: 'Nobody is their own manager.', remedy: 'Choose another person.' });
}

function withHabits(configuration: JobConfiguration, habits: NonNullable<Trial['habits']>): JobConfiguration {
  const habitSettings = Object.entries(habits).reduce(
    (settings, [id, setting]) => orRefuse(withHabitSetting(settings, id, setting)),
    configuration.habitSettings,
  );
  return { ...configuration, habitSettings };
}
