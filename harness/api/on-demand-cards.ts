import type { OnDemandView } from '#shared/api/job-views.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { StepType } from '#shared/trace/event.ts';
import type { EventOf, OnDemandRun } from './on-demand-run.ts';

type Card = OnDemandView['cards'][number];
type StepTaken = EventOf<'step-taken'>;

/** The four cards with the titles of the page (transcripts of Microsoft's screenshots); a failed test stands in front of them. */
export function cardsOf(run: OnDemandRun): readonly Card[] {
  const type = run.object.type.toLowerCase();
  return [
    ...(run.probeError === null
      ? []
      : [
          {
            title: 'Test connection',
            status: 'failure',
            summary: 'Test connection to target application. Failed to test connection.',
            details: { code: run.probeError.code, message: run.probeError.reason },
          } as const,
        ]),
    importCard(run, `1. Import ${type}`),
    scopeCard(run, `2. Determine if ${type} is in scope`),
    matchCard(run, `3. Match ${type} between source and target system`),
    actionCard(run, '4. Perform action'),
  ];
}

function importCard(run: OnDemandRun, title: string): Card {
  const step = stepOf(run, 'import');
  if (step === undefined) return pending(title);
  if (run.ends[0]?.skipReason !== 'ImportSkipped') {
    return { title, status: step.status, summary: step.description, details: step.details };
  }
  const skip = run.steps.findLast(({ status }) => status === 'skipped');
  return { title, status: 'failure', summary: skip?.description ?? step.description, details: step.details };
}

function scopeCard(run: OnDemandRun, title: string): Card {
  const step = stepOf(run, 'scoping');
  if (step === undefined) return pending(title);
  const summary =
    step.status === 'success' ? 'All scoping conditions are met.' : 'A scoping condition is not met, so that nothing is created.';
  return { title, status: step.status, summary, details: step.details };
}

function matchCard({ steps, resource, object }: OnDemandRun, title: string): Card {
  const found = steps.find(({ stepType, name }) => stepType === 'matching' && name === 'EntryImport');
  if (found !== undefined) {
    return { title, status: found.status, summary: found.description, details: resource ?? found.details };
  }
  const isMissing = steps.some(({ name }) => name === 'EntrySynchronizationAdd');
  if (!isMissing) return pending(title);
  return { title, status: 'success', summary: `No matching ${object.type} was found in the target system.`, details: {} };
}

function actionCard({ steps, ends, memberEnds }: OnDemandRun, title: string): Card {
  const exports = steps.filter(({ stepType }) => stepType === 'export' || stepType === 'referenceResolution');
  const [end] = ends;
  if (end === undefined) return pending(title);
  const failed = ends.find(({ status }) => status === 'failure');
  const failedMember = memberEnds.find(({ status }) => status === 'failure');
  const sentences = [
    ...exports.map(({ description }) => description),
    ...(failedMember === undefined ? [] : [`${failedMember.identity.displayName}: ${failedMember.error?.reason ?? ''}`]),
    ...(failed?.error == null ? [] : [failed.error.reason]),
  ];
  return {
    title,
    status: (failed ?? ends.find(({ status }) => status === 'success') ?? end).status,
    summary: sentences.length === 0 ? 'Nothing was sent.' : sentences.join('\n'),
    details: detailsOf(exports, failed),
  };
}

function detailsOf(
  exports: readonly StepTaken[],
  failed: OnDemandRun['ends'][number] | undefined,
): Readonly<Record<string, Json>> {
  const details = Object.assign({}, ...exports.map((step) => step.details)) as Readonly<Record<string, Json>>;
  return failed?.error == null ? details : { ...details, ErrorCode: failed.error.code };
}

function stepOf({ steps }: OnDemandRun, stepType: StepType): StepTaken | undefined {
  return steps.find((step) => step.stepType === stepType);
}

function pending(title: string): Card {
  return { title, status: 'pending', summary: '', details: {} };
}
