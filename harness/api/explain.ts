import type { ExplainView } from '#shared/api/evidence-views.ts';
import type { SideRow } from '#shared/entra/side-comparison.ts';
import { displayNameOf } from '#shared/entra/tenant.ts';
import { explain } from '#shared/trace/explain.ts';
import type { ExplainFacts } from '#shared/trace/explain-facts.ts';
import { gatherExplainFacts } from '../session/explain-facts.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { exchangesAbout, lastKnownResource } from '../session/known-resource.ts';
import { sidesOf } from '../session/object-sides.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { evidenceOf } from './explain-evidence.ts';
import { pastOf, timesOf } from './explain-past.ts';
import { subjectNamed } from './explain-subject.ts';
import { tryOut } from './explain-trial.ts';
import { api, found } from './implementer.ts';

/** *Why?*: the decisions about one object, from live state, from the trace as of an earlier cycle, or tried on a copy. */
export function explainHandlers(parts: WorkspaceParts, runner: JobRunner) {
  return {
    read: api.explain.read.handler(({ input }): ExplainView => {
      const record = found(applicationOf(parts, input.appId), 'application');
      const subject = found(subjectNamed(parts, record.id, input.objectId), 'object');
      const facts = gatherExplainFacts(parts, runner, record, subject);
      const explanation = explain(facts);
      const ids = [explanation.habitId, ...explanation.chain.map(({ habitId }) => habitId)];
      return {
        ...explanation,
        appId: record.id,
        appName: record.name,
        subject,
        evidence: evidenceOf(ids),
        targetId: facts.link?.targetId ?? null,
        sides: tellingSides(parts, record, facts),
        others: othersOf(parts, record.id, facts),
      };
    }),
    times: api.explain.times.handler(({ input }) => timesOf(parts, input)),
    past: api.explain.past.handler(({ input }) => pastOf(parts, input)),
    tryOut: api.explain.tryOut.handler(({ input }) => tryOut(parts, runner, input)),
  };
}

const SIDES_SHOWN_MAX = 5;

/** What differs first; where little does, who it is as well. */
function tellingSides(parts: WorkspaceParts, record: ApplicationRecord, { object, link }: ExplainFacts): readonly SideRow[] {
  if (object === null || link === null) return [];
  const known = lastKnownResource(exchangesAbout(parts.db.trace, { appId: record.id, sourceId: object.objectId }), link.targetId);
  if (known === null) return [];
  const rows = sidesOf(parts, record, object, known);
  const differing = rows.filter(({ verdict }) => verdict === 'differs' || verdict === 'missing');
  const usual = rows.filter(({ targetAttributeName }) => /^(userName|displayName|active)$/i.test(targetAttributeName));
  return [...new Set([...differing, ...usual])].slice(0, SIDES_SHOWN_MAX);
}

const OTHERS_SHOWN_MAX = 5;

function othersOf({ db }: WorkspaceParts, appId: string, { escrow, subject }: ExplainFacts): ExplainView['others'] {
  if (escrow === null) return null;
  const others = db
    .jobStore(appId)
    .allEscrows()
    .filter(({ errorCode, sourceId }) => errorCode === escrow.errorCode && sourceId !== subject.id);
  if (others.length === 0) return null;
  const shown = others.slice(0, OTHERS_SHOWN_MAX);
  const names = new Map(
    db.tenant.readObjects(shown.map(({ sourceId }) => sourceId)).map((object) => [object.objectId, displayNameOf(object)]),
  );
  return {
    errorCode: escrow.errorCode,
    totalCount: others.length,
    shown: shown.map(({ sourceId, nextAttemptAt }) => ({ id: sourceId, name: names.get(sourceId) ?? sourceId, nextAttemptAt })),
  };
}
