import type { ComparisonView } from '#shared/api/evidence-views.ts';
import type { Link } from '#shared/engine/effect.ts';
import { type Step, send } from '#shared/engine/step.ts';
import { wireErrorOf } from '#shared/entra/wire-error.ts';
import { readRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { exchangeFactsOf } from '../session/explain-facts.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { exchangesAbout, lastKnownResource, type ObjectExchange } from '../session/known-resource.ts';
import { sidesOf } from '../session/object-sides.ts';
import { perform } from '../session/scheduler.ts';
import type { OpenJob } from '../session/target-job.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { subjectNamed } from './explain-subject.ts';
import { api, found, orRefuse, refusal } from './implementer.ts';

/** *Compare sides*: tenant object, mapped object, target resource. */
export function compareHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const view = (appId: string, objectId: string) => comparisonView(parts, appId, objectId);
  return {
    read: api.compare.read.handler(({ input }) => view(input.appId, input.objectId)),
    readNow: api.compare.readNow.handler(async ({ input }) => {
      const { appId, objectId } = input;
      const { subject } = view(appId, objectId);
      const [link] = parts.db.jobStore(appId).readLinks([objectId]);
      if (link === undefined) {
        throw refusal({
          place: 'Compare sides',
          message: `${subject.name} is not linked to a resource of the target, so that there is no id to read.`,
          remedy: 'Provision it on demand: that looks for it first, and links what it finds.',
        });
      }
      orRefuse(await runner.readBetweenCycles(appId, ({ job, world }) => perform(readNow(job, link, subject), world)));
      parts.live.changed('exchanges');
      return view(appId, objectId);
    }),
  };
}

/** Part of no cycle and of no change: it decides nothing. */
function* readNow(job: OpenJob['job'], link: Link, subject: ComparisonView['subject']): Step<void> {
  const identity = { id: subject.id, type: subject.type, displayName: subject.name };
  const place = { cycleId: null, changeId: null, purpose: 'read-target', identity } as const;
  yield* send(readRequest(link.type, link.targetId, wireStyleOf(job)), place);
}

function comparisonView(parts: WorkspaceParts, appId: string, objectId: string): ComparisonView {
  const record = found(applicationOf(parts, appId), 'application');
  const subject = found(subjectNamed(parts, appId, objectId), 'object');
  const object = parts.db.tenant.readObject(objectId);
  const [link] = parts.db.jobStore(appId).readLinks([objectId]);
  const exchanges = [...exchangesAbout(parts.db.trace, { appId, sourceId: objectId })];
  const known = link === undefined ? null : lastKnownResource(exchanges, link.targetId);
  const mapping = subject.type === 'User' ? record.configuration.user : record.configuration.group;
  const answer = exchangeFactsOf(known?.exchange);
  return {
    appId,
    appName: record.name,
    subject,
    targetId: link?.targetId ?? null,
    rows: object === undefined ? [] : sidesOf(parts, record, object, known),
    mappedCount: mapping.attributeMappings.length,
    answer:
      answer === null || known === null
        ? null
        : {
            sequence: answer.sequence,
            at: answer.at,
            method: answer.method,
            target: answer.target,
            silentCount: known.silentCount,
          },
    failedRead: failedReadOf(exchanges, known?.exchange.sequence ?? 0),
    refusedWrite: refusedWriteOf(exchanges),
  };
}

/** A read by id that came to nothing, newer than the answer that is shown. */
function failedReadOf(exchanges: readonly ObjectExchange[], shownSequence: number): ComparisonView['failedRead'] {
  const read = exchanges.find(({ event }) => event.purpose === 'read-target');
  if (read === undefined || read.sequence <= shownSequence) return null;
  const error = wireErrorOf(read.event.outcome, 'read');
  const facts = exchangeFactsOf(read);
  if (facts === null) return null;
  const what =
    facts.status === null
      ? `nobody answered: ${facts.detail ?? ''}`
      : error === null
        ? 'the answer could not be read as this resource.'
        : `the target answered ${facts.status}${facts.detail === null ? '' : `: ${facts.detail}`}`;
  return { sequence: read.sequence, at: facts.at, sentence: `When it was read last, ${what}` };
}

function refusedWriteOf(exchanges: readonly ObjectExchange[]): ComparisonView['refusedWrite'] {
  const facts = exchangeFactsOf(exchanges.find(({ event }) => event.request.method !== 'GET'));
  return facts === null || (facts.status !== null && facts.status < 400)
    ? null
    : { sequence: facts.sequence, status: facts.status };
}
