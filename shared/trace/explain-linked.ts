import { isEntitled, isInScope, type ScopeStatus } from '#shared/entra/scope.ts';
import type { Blocker } from './explain-blockers.ts';
import { type Cause, provisionNow, type Remedy } from './explain-cause.ts';
import type { ExplainFacts } from './explain-facts.ts';
import { jobCauses, nextText, watermarkCause } from './explain-job-causes.ts';
import { leftOutCauses } from './explain-left-out.ts';
import { type ExplainText, listed, text } from './explain-text.ts';

/** What the job does with an object that it knows in the target. */
export function linkedCause(facts: ExplainFacts, blockers: readonly Blocker[]): Cause {
  const { object, status, subject } = facts;
  if (object === null || status === null) return leavingForGood(facts, text`the object is gone from the tenant for good`, []);
  if (isInScope(status)) return inScopeCause(facts);
  const [blocker] = blockers;
  const why = blocker?.clause ?? text`it is out of scope`;
  const remedies = blocker?.remedies ?? [];
  if (facts.link?.isManaged === false) return unmanaged(facts, why, remedies);
  if (isLeftAlone(facts, status)) return leftAlone(facts, why, remedies);
  if (subject.type === 'Group') return leavingForGood(facts, why, remedies);
  return disabledCause(facts, why, remedies);
}

/** Deleted at the next cycle, unless the action is off or nobody manages it any more. */
function leavingForGood(facts: ExplainFacts, why: ExplainText, remedies: readonly Remedy[]): Cause {
  const { link, mapping, subject, appName } = facts;
  if (link?.isManaged === false) return unmanaged(facts, why, remedies);
  if (!mapping.flowTypes.delete) {
    return {
      id: 'delete-off',
      tone: 'warning',
      badge: 'Delete is off',
      sentence: text`${here(facts)} stays in ${appName}, although ${why}: Delete is off under Target Object Actions.`,
      habitId: subject.type === 'Group' ? 'group-leaves-scope' : null,
      remedies: [
        tick('Delete', 'The next such deletion is sent. This one is not made up for once it was left out.'),
        ...remedies,
      ],
    };
  }
  return {
    id: 'deletion-ahead',
    tone: 'deleted',
    badge: 'Will be deleted',
    sentence: text`${here(facts)} is deleted in ${appName} by the next cycle${nextText(facts)}, because ${why}.`,
    habitId: subject.type === 'Group' ? 'group-leaves-scope' : null,
    remedies: remedies.slice(0, 2),
  };
}

function unmanaged(facts: ExplainFacts, why: ExplainText, remedies: readonly Remedy[]): Cause {
  return {
    id: 'unmanaged',
    tone: 'skipped',
    badge: 'No longer managed',
    sentence: text`${here(facts)} stays in ${facts.appName} as it is, because ${why}, and since it left scope it is not managed any more: not even its deletion sends anything.`,
    habitId: 'unassigned-unmanaged',
    remedies,
  };
}

/** As the engine has it: whoever fails an input filter, and whoever leaves while deletions out of scope are skipped. */
function isLeftAlone({ configuration }: ExplainFacts, status: ScopeStatus): boolean {
  return status.filter?.failedSet === 'inputFilterGroups' || (configuration.skipsOutOfScopeDeletions && !isEntitled(status));
}

function leftAlone(facts: ExplainFacts, why: ExplainText, remedies: readonly Remedy[]): Cause {
  const isByFilter = facts.status?.filter?.failedSet === 'inputFilterGroups';
  return {
    id: 'left-alone',
    tone: 'skipped',
    badge: 'Left as it is',
    sentence: text`${here(facts)} stays in ${facts.appName} as it is, although ${why}: ${isByFilter ? 'whoever fails an input filter is sent nothing' : 'SkipOutOfScopeDeletions is on, so that nothing is sent'}.`,
    habitId: isByFilter ? 'filter-input-groups' : 'skip-out-of-scope-deletions',
    remedies: isByFilter
      ? remedies
      : [
          {
            title: 'Switch SkipOutOfScopeDeletions off',
            effect: 'Whoever leaves scope from then on is disabled.',
            place: { kind: 'connectivity' },
          },
          ...remedies,
        ],
  };
}

function disabledCause(facts: ExplainFacts, why: ExplainText, remedies: readonly Remedy[]): Cause {
  const { appName, disablingAttributes, mapping, last, isPending } = facts;
  if (disablingAttributes.length === 0) {
    return {
      id: 'no-disabling-row',
      tone: 'warning',
      badge: 'Cannot be disabled',
      sentence: text`${here(facts)} stays enabled in ${appName}, although ${why}: no mapping uses IsSoftDeleted, as that of active does by default, so that nothing is sent.`,
      habitId: 'disable-by-update',
      remedies: [
        {
          title: 'Map active from IsSoftDeleted',
          effect: 'The default row does. It restarts the job, and the user is disabled.',
          place: mappingPlace,
        },
        ...remedies,
      ],
    };
  }
  if (!mapping.flowTypes.update) return updateOff(facts, text`${why}, and disabling is an update`, remedies);
  const isDone = !isPending && last !== null && last.status !== 'failure';
  return {
    id: isDone ? 'disabled' : 'disabling-ahead',
    tone: 'disabled',
    badge: isDone ? 'Disabled' : 'Will be disabled',
    sentence: isDone
      ? text`${here(facts)} is disabled in ${appName}, because ${why}.`
      : text`${here(facts)} is disabled in ${appName} by the next cycle${nextText(facts)}, because ${why}.`,
    habitId: 'disable-by-update',
    remedies,
  };
}

function updateOff(facts: ExplainFacts, why: ExplainText, remedies: readonly Remedy[]): Cause {
  return {
    id: 'update-off',
    tone: 'warning',
    badge: 'Update is off',
    sentence: text`${here(facts)} stays in ${facts.appName} as it is, although ${why}: Update is off under Target Object Actions.`,
    habitId: null,
    remedies: [tick('Update', 'Saving it restarts the job, and what differs is sent.'), ...remedies],
  };
}

function inScopeCause(facts: ExplainFacts): Cause {
  const { appName, differences, mapping, isPending, last, link } = facts;
  const opening = text`${here(facts)} is in ${appName} as ${{ code: link?.targetId ?? '' }}`;
  const differing = differences ?? [];
  const isOff = !mapping.flowTypes.update;
  if (isOff && differing.length > 0)
    return updateOff(facts, text`${differing.length === 1 ? 'it differs' : 'they differ'} in ${listed(differing)}`, []);
  const [leftOut] = leftOutCauses(facts, text`${opening}, and stays as it is there: `);
  if (leftOut !== undefined) return leftOut;
  if (isPending) {
    const unsent = text`${opening}, and what changed has not been sent yet: `;
    return jobCauses(facts, unsent)[0] ?? watermarkCause(facts, unsent);
  }
  if (differing.length > 0) {
    return {
      id: 'drift',
      tone: 'warning',
      badge: 'Differs',
      sentence: text`${opening}, where ${listed(differing)} ${differing.length === 1 ? 'is' : 'are'} not as the mapping has ${differing.length === 1 ? 'it' : 'them'}: an object that did not change in Entra ID is not looked at, so that a difference made elsewhere stays.`,
      habitId: 'difference-against-target',
      remedies: [
        provisionNow(),
        { title: 'Restart provisioning', effect: 'An initial cycle compares everybody.', place: { kind: 'overview' } },
        compare,
      ],
    };
  }
  if (last?.status === 'skipped' && last.skipReason === 'RedundantExport') {
    return {
      id: 'redundant',
      tone: 'success',
      badge: 'Up to date',
      sentence: text`${opening}. Nothing was sent at ${{ at: last.at }}, because the target held these values already.`,
      habitId: 'difference-against-target',
      remedies: [compare],
    };
  }
  return {
    id: 'current',
    tone: 'success',
    badge: 'Up to date',
    sentence: last === null ? text`${opening}.` : text`${opening}, up to date since ${{ at: last.at }}.`,
    habitId: null,
    remedies: [compare],
  };
}

function here({ subject }: ExplainFacts): ExplainText {
  return text`${subject.name}`;
}

export function tick(box: 'Create' | 'Update' | 'Delete', effect: string): Remedy {
  return { title: `Tick ${box} under Target Object Actions`, effect, place: mappingPlace };
}

const mappingPlace = { kind: 'mapping' } as const;
const compare: Remedy = { title: 'Compare the sides', effect: 'Attribute by attribute.', place: { kind: 'comparison' } };
