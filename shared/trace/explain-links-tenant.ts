import { blockersOf } from './explain-blockers.ts';
import type { ExplainFacts } from './explain-facts.ts';
import { jobCauses, nextText } from './explain-job-causes.ts';
import { capitalised, type ExplainLink, link, outward } from './explain-link.ts';
import { joined, listed, text } from './explain-text.ts';

/** Whether the object is there, and may sign in. */
export function sourceLink(facts: ExplainFacts): ExplainLink {
  const { object, status, subject } = facts;
  const isUser = subject.type === 'User';
  const places = [{ label: isUser ? 'User' : 'Group', place: { kind: 'object' } as const }];
  if (object === null) {
    return link({
      key: 'source',
      title: 'Is gone from the tenant',
      verdict: outward(facts),
      text: text`Deleted permanently, or purged 30 days after a soft delete.`,
      habitId: 'purge-after-30-days',
    });
  }
  if (object.deletedAt !== null) {
    return link({
      key: 'source',
      title: 'Is soft-deleted',
      verdict: outward(facts),
      text: text`Since ${{ at: object.deletedAt }}. It counts as inactive, and can be restored for 30 days.`,
      habitId: isUser ? 'inactive-not-created' : 'group-leaves-scope',
      places: isUser ? [{ label: 'Deleted users', place: { kind: 'deleted-objects' } }] : places,
    });
  }
  if (status?.isActive === false) {
    return link({
      key: 'source',
      title: 'Exists, and sign-in is blocked',
      verdict: outward(facts),
      text: text`accountEnabled is false, so that IsSoftDeleted is computed as True.`,
      habitId: 'inactive-not-created',
      places,
    });
  }
  return link({
    key: 'source',
    title: isUser ? 'Exists and may sign in' : 'Exists',
    verdict: 'passed',
    text: isUser ? text`accountEnabled is not false, and the user is not deleted.` : text`The group is not deleted.`,
    places,
  });
}

/** Whether the job looks at anything, and has seen this. */
export function jobLink(facts: ExplainFacts): ExplainLink {
  const { job, mapping } = facts;
  const overview = [{ label: 'Overview', place: { kind: 'overview' } as const }];
  if (!mapping.enabled) {
    return link({
      key: 'job',
      title: 'The mapping is disabled',
      verdict: 'stopped',
      text: text`${mapping.name} is off: the job looks at no ${facts.subject.type.toLowerCase()}.`,
      places: [{ label: 'Mapping', place: { kind: 'mapping' } }],
    });
  }
  const [cause] = jobCauses(facts, []);
  if (cause !== undefined) {
    return link({
      key: 'job',
      title: cause.badge,
      verdict: cause.id === 'unreachable' || cause.id === 'quarantined' ? 'failed' : 'stopped',
      text: capitalised(cause.sentence),
      habitId: cause.habitId,
      places: [...overview, { label: 'Connectivity', place: { kind: 'connectivity' } }],
    });
  }
  if (job.watermark === null) {
    return link({
      key: 'job',
      title: job.state === 'running' ? 'A cycle is running' : 'The initial cycle is ahead',
      verdict: 'pending',
      text: job.state === 'running' ? text`It looks at everybody.` : text`It looks at everybody${nextText(facts)}.`,
      habitId: 'interval-40-minutes',
      places: overview,
    });
  }
  return link({
    key: 'job',
    title: facts.isPending ? 'A change waits for the next cycle' : 'The job has seen its latest state',
    verdict: facts.isPending ? 'pending' : 'passed',
    text: facts.isPending
      ? text`Something changed after cycle ${job.cycleCount}, which has read everything up to change ${job.watermark}.`
      : text`Nothing changed since cycle ${job.cycleCount}, which has read everything up to change ${job.watermark}.`,
    habitId: 'interval-40-minutes',
    places: overview,
  });
}

export function assignmentLink(facts: ExplainFacts): ExplainLink {
  const { status, groups, configuration } = facts;
  const places = [{ label: 'Users and groups', place: { kind: 'assignments' } as const }];
  const blocker = blockersOf(facts).find(({ id }) => ['not-assigned', 'group-not-assigned', 'nested-only'].includes(id));
  if (status !== null && !status.isAssigned) {
    const [nested] = groups.nested;
    return link({
      key: 'assignment',
      title: nested === undefined ? 'Is not assigned' : 'Reached through a nested group only',
      verdict: outward(facts),
      text: blocker === undefined ? text`It is not assigned to the application.` : capitalised(text`${blocker.clause}.`),
      habitId: blocker?.habitId ?? null,
      places,
    });
  }
  if (configuration.scope === 'all') {
    return link({
      key: 'assignment',
      title: 'Needs no assignment',
      verdict: 'passed',
      text: text`The scope is Sync all users and groups.`,
      places: [{ label: 'Settings', place: { kind: 'connectivity' } }],
    });
  }
  const roles = (status?.roles ?? []).map(({ displayName }) => displayName).filter((name) => name !== '');
  const role = roles.length === 0 ? '' : `, with the role ${listed(roles)}`;
  return link({
    key: 'assignment',
    title: 'Is assigned',
    verdict: 'passed',
    text:
      groups.through === null
        ? text`Assigned directly${role}.`
        : text`Direct member of ${groups.through.name}, which is assigned${role}.`,
    habitId: groups.through === null ? null : 'direct-members-only',
    places:
      groups.through === null
        ? places
        : [...places, { label: groups.through.name, place: { kind: 'group', id: groups.through.id } }],
  });
}

export function filterLinks(facts: ExplainFacts): readonly ExplainLink[] {
  const filter = facts.status?.filter ?? null;
  if (filter === null) return [];
  const sets = { groups: 'scoping filters', inputFilterGroups: 'input filters', categoryFilterGroups: 'category filters' };
  const notes = [
    ...filter.errors.map(({ message }) => text`${message}`),
    ...(filter.isApproximate ? [text`A pattern was run by another engine than Entra has.`] : []),
  ];
  return [
    link({
      key: 'filter',
      title: filter.failedSet === null ? 'Passes the scoping filters' : `Does not pass the ${sets[filter.failedSet]}`,
      verdict: filter.failedSet === null ? 'passed' : outward(facts),
      text: joined(text`Filters are joined by OR, the clauses of each by AND.`, ...notes),
      habitId: 'filter-and-or',
      places: [{ label: 'Source object scope', place: { kind: 'filter' } }],
      clauses: filter.clauses,
    }),
  ];
}
