import { asLogged, wireErrorOf } from '#shared/entra/wire-error.ts';
import { deleteRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { type Change, commitNotes, exchange, openChange, place, subjectOf } from './change.ts';
import type { Link, Task } from './effect.ts';
import { noteExport } from './export.ts';
import type { ProvisioningJob } from './job.ts';
import { fork, readObject, type Step } from './step.ts';

/** Deletes the linked resources, groups before users. What cannot be deleted keeps its link, and the log says why. */
export function* removeResources(job: ProvisioningJob, links: readonly Link[]): Task {
  for (const type of ['Group', 'User'] as const) {
    const ofType = links.filter((link) => link.type === type);
    if (ofType.length > 0) yield* fork(tasksFor(job, ofType), job.configuration.objectsInFlightCount);
  }
}

function* tasksFor(job: ProvisioningJob, links: readonly Link[]): Iterable<Task> {
  for (const link of links) yield removeResource(job, link);
}

function* removeResource(job: ProvisioningJob, link: Link): Step<void> {
  const object = yield* readObject(link.sourceId);
  const subject = subjectOf(link.type, link.sourceId, object);
  // Target ids are never used twice, so that a later clean-up of the same object has another change id.
  const change: Change = openChange({
    seed: `${job.seed} ${link.targetId}`,
    cycleId: null,
    part: 'clean-up',
    subject,
    escrow: null,
  });
  const error = wireErrorOf(
    yield* exchange(change, 'clean-up', deleteRequest(link.type, link.targetId, wireStyleOf(job))),
    'delete',
  );
  noteExport({ job }, change, { verb: 'delete', name: 'EntryExportDelete', properties: [], isDone: error === null });
  place(change, {
    kind: 'change-finished',
    identity: change.identity,
    action: 'delete',
    status: error === null ? 'success' : 'failure',
    targetId: link.targetId,
    modifiedProperties: [],
    error: error === null ? null : asLogged(error, job.configuration),
    skipReason: null,
  });
  yield* commitNotes(change, error === null ? [{ kind: 'remove-link', sourceId: link.sourceId }] : []);
}
