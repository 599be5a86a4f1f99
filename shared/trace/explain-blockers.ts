import { matchingRowsOf } from '#shared/entra/mapping.ts';
import { type CauseId, type ExplainTone, nounOf, type Remedy } from './explain-cause.ts';
import type { ExplainFacts } from './explain-facts.ts';
import { type ExplainText, listed, text } from './explain-text.ts';

/** Why an object is not this job's business, or not now. */
export interface Blocker {
  readonly id: CauseId;
  readonly tone: ExplainTone;
  readonly badge: string;
  /** To follow `because`. */
  readonly clause: ExplainText;
  readonly habitId: string | null;
  readonly remedies: readonly Remedy[];
}

/** In the order in which the engine asks; the first one is what a log would say. */
export function blockersOf(facts: ExplainFacts): readonly Blocker[] {
  const { mapping, link, status, object } = facts;
  if (!mapping.enabled) return [mappingOff(facts)];
  if (object === null || status === null) return [];
  if (status.filter?.failedSet === 'categoryFilterGroups') return [otherMapping(facts)];
  return [
    ...(link === null && !hasMatchingValue(facts) ? [noMatchingValue(facts)] : []),
    ...(status.isAssigned ? [] : [notAssigned(facts)]),
    ...(status.filter === null || status.filter.isInScope ? [] : [filtered(facts)]),
    ...(object.deletedAt !== null ? [softDeleted(facts)] : status.isActive ? [] : [blocked()]),
  ];
}

export function hasMatchingValue({ mapping, values }: ExplainFacts): boolean {
  const names = new Set(matchingRowsOf(mapping).map(({ targetAttributeName }) => targetAttributeName));
  return values.some((value) => names.has(value.mapping.targetAttributeName) && typeof value.value === 'string');
}

function mappingOff(facts: ExplainFacts): Blocker {
  return {
    id: 'mapping-off',
    tone: 'skipped',
    badge: 'Mapping disabled',
    clause: text`the mapping ${facts.mapping.name} is disabled`,
    habitId: null,
    remedies: [
      {
        title: 'Enable the mapping',
        effect: `The next cycle looks at every ${nounOf(facts).slice(4)} again.`,
        place: mappingPlace,
      },
    ],
  };
}

function otherMapping(facts: ExplainFacts): Blocker {
  return {
    id: 'other-mapping',
    tone: 'skipped',
    badge: 'Not of this mapping',
    clause: text`${nounOf(facts)} does not pass the category filter of the mapping (${failingClause(facts)}), and is not looked at`,
    habitId: 'filter-category-groups',
    remedies: filterRemedies,
  };
}

function noMatchingValue(facts: ExplainFacts): Blocker {
  const rows = matchingRowsOf(facts.mapping);
  const [first] = rows;
  const sources = rows.flatMap(({ source }) => (source.type === 'Attribute' ? [source.name] : []));
  const names = rows.map(({ targetAttributeName }) => targetAttributeName);
  return {
    id: 'no-matching-value',
    tone: 'skipped',
    badge: 'Nothing to match by',
    clause: text`there is no value for ${rows.length === 1 ? 'the matching attribute' : 'any of the matching attributes'} ${{ code: listed(names) }}, so that not even its scope is looked at`,
    habitId: 'missing-match-skipped',
    remedies: [
      {
        title: sources[0] === undefined ? 'Give the matching attribute a value' : `Give ${sources[0]} a value`,
        effect: `The mapping then has something for ${first?.targetAttributeName ?? 'the matching attribute'}.`,
        place: { kind: 'object' },
      },
      { title: 'Match by another attribute', effect: 'One that everybody has. It restarts the job.', place: mappingPlace },
    ],
  };
}

function notAssigned(facts: ExplainFacts): Blocker {
  const { nested, direct } = facts.groups;
  const noun = nounOf(facts);
  const assign: Remedy = {
    title: `Assign ${noun}`,
    effect: 'It comes into scope at the next cycle.',
    place: { kind: 'assignments' },
    trial: { assignment: 'assigned' },
  };
  const all: Remedy = {
    title: 'Sync all users and groups',
    effect: 'Assignments no longer decide. It takes effect after a restart.',
    place: { kind: 'connectivity' },
  };
  const common = { tone: 'skipped', badge: 'Not assigned' } as const;
  const [hidden] = nested;
  if (hidden !== undefined) {
    return {
      ...common,
      id: 'nested-only',
      badge: 'Nested group only',
      clause: text`${noun} is a member of ${hidden.by.name}, which is inside the assigned group ${hidden.assigned.name}, and members of nested groups are not read`,
      habitId: 'direct-members-only',
      remedies: [
        { title: `Assign ${hidden.by.name}`, effect: 'Its direct members come into scope.', place: { kind: 'assignments' } },
        {
          title: `Make it a direct member of ${hidden.assigned.name}`,
          effect: 'An assigned group brings its direct members.',
          place: { kind: 'group', id: hidden.assigned.id },
          trial: { assignment: 'assigned' },
        },
        assign,
      ],
    };
  }
  const [group] = direct;
  if (group !== undefined && facts.subject.type === 'User') {
    const names = listed(direct.map(({ name }) => name));
    return {
      ...common,
      id: 'group-not-assigned',
      clause: text`neither the user nor a group that it is a direct member of is assigned: ${names} ${direct.length === 1 ? 'is' : 'are'} not`,
      habitId: 'direct-members-only',
      remedies: [
        assign,
        { title: `Assign ${group.name}`, effect: 'All of its direct members come into scope.', place: { kind: 'assignments' } },
        all,
      ],
    };
  }
  return {
    ...common,
    id: 'not-assigned',
    clause: text`${noun} is not assigned to the application`,
    habitId: null,
    remedies: [assign, all],
  };
}

function filtered(facts: ExplainFacts): Blocker {
  const isInput = facts.status?.filter?.failedSet === 'inputFilterGroups';
  const error = facts.status?.filter?.errors[0];
  return {
    id: isInput ? 'input-filtered' : 'filtered',
    tone: 'skipped',
    badge: 'Filtered out',
    clause: text`${nounOf(facts)} does not pass the ${isInput ? 'input' : 'scoping'} filter: ${failingClause(facts)} does not hold${error === undefined ? '' : ` (${error.message.replace(/\.$/, '')})`}`,
    habitId: isInput ? 'filter-input-groups' : 'filter-and-or',
    remedies: filterRemedies,
  };
}

function failingClause({ status }: ExplainFacts): { readonly code: string } {
  return { code: status?.filter?.clauses.find(({ holds }) => !holds)?.sentence ?? 'one of its clauses' };
}

function blocked(): Blocker {
  return {
    id: 'blocked',
    tone: 'disabled',
    badge: 'Sign-in blocked',
    clause: text`sign-in of the user is blocked in Entra ID`,
    habitId: 'inactive-not-created',
    remedies: [
      {
        title: 'Allow sign-in',
        effect: 'The user is active again at the next cycle.',
        place: { kind: 'object' },
        trial: { attributes: { accountEnabled: true } },
      },
    ],
  };
}

function softDeleted(facts: ExplainFacts): Blocker {
  const at = facts.object?.deletedAt ?? null;
  const since = at === null ? [] : text` since ${{ at }}`;
  return {
    id: 'soft-deleted',
    tone: 'deleted',
    badge: 'Soft-deleted',
    clause: text`${nounOf(facts)} is soft-deleted in Entra ID${since}`,
    habitId: facts.subject.type === 'User' ? 'inactive-not-created' : 'group-leaves-scope',
    remedies: [
      {
        title: `Restore ${nounOf(facts)}`,
        effect: 'Possible for 30 days; then it is gone for good.',
        place: facts.subject.type === 'User' ? { kind: 'deleted-objects' } : { kind: 'object' },
        trial: { isDeleted: false },
      },
    ],
  };
}

const mappingPlace = { kind: 'mapping' } as const;

const filterRemedies: readonly Remedy[] = [
  { title: 'Change the attribute', effect: 'So that the clause holds at the next cycle.', place: { kind: 'object' } },
  {
    title: 'Change the scoping filter',
    effect: 'A saved filter restarts the job: everybody is looked at.',
    place: { kind: 'filter' },
  },
];
