import { definitionIn } from '#shared/entra/target-catalogue.ts';
import { type Blocker, blockersOf } from './explain-blockers.ts';
import type { Cause, Remedy } from './explain-cause.ts';
import type { ExplainFacts } from './explain-facts.ts';
import { failingCause } from './explain-failing.ts';
import { jobCauses, watermarkCause } from './explain-job-causes.ts';
import { leftOutCauses } from './explain-left-out.ts';
import { linkedCause, tick } from './explain-linked.ts';
import { type ExplainText, text } from './explain-text.ts';

/** Everything that makes it so, in the order in which the engine would meet it; never empty. The first is the answer. */
export function causesOf(facts: ExplainFacts): readonly [Cause, ...Cause[]] {
  const { link, escrow, object, subject, appName } = facts;
  const opening = text`${subject.name} was not provisioned to ${appName}, because `;
  const blockers = blockersOf(facts);
  if (link !== null) {
    const first = blockers.find(({ id }) => id === 'mapping-off' || id === 'other-mapping');
    const main =
      first !== undefined
        ? causeOf(first, text`${subject.name} stays in ${appName} as it is, because `)
        : escrow !== null
          ? failingCause(facts, escrow)
          : linkedCause(facts, blockers);
    // What turned it out is why the write was due that failed.
    const turnedOut = escrow !== null && first === undefined ? blockers : [];
    const out = turnedOut.map((blocker) => causeOf(blocker, text`${subject.name} is out of scope, because `));
    const ofJob = isSettled(main) ? [] : jobCauses(facts, text`Nothing is sent for now, because `);
    return [main, ...out, ...ofJob.filter(({ id }) => id !== main.id)];
  }
  if (object === null) return [goneCause(facts)];
  const [first, ...others] = [
    ...blockers.map((blocker) => causeOf(blocker, opening)),
    ...(blockers.length > 0 ? [] : unlinkedCauses(facts, opening)),
    ...jobCauses(facts, opening),
  ];
  return first === undefined ? [watermarkCause(facts, opening)] : [first, ...others];
}

/** What a job that is off or held does not change: nothing would be sent anyway. */
function isSettled({ id }: Cause): boolean {
  return ['unmanaged', 'left-alone', 'no-disabling-row', 'disabled', 'delete-off', 'redundant', 'current'].includes(id);
}

function causeOf({ clause, ...rest }: Blocker, opening: ExplainText): Cause {
  return { ...rest, sentence: text`${opening}${clause}.` };
}

/** What happens to an object that is in scope and can be matched, as far as it is known. */
function unlinkedCauses(facts: ExplainFacts, opening: ExplainText): readonly Cause[] {
  const { escrow, mapping } = facts;
  const missing = missingAttributeOf(facts);
  return [
    ...(escrow === null ? [] : [failingCause(facts, escrow)]),
    ...leftOutCauses(facts, opening),
    ...(mapping.flowTypes.add ? [] : [createOff(opening)]),
    ...(missing === undefined ? [] : [requiredMissing(facts, opening, missing)]),
  ];
}

/** Of a row that has no value and no default value, although the attribute list requires one. */
export function missingAttributeOf({ values, mapping }: ExplainFacts): string | undefined {
  return values.find(
    ({ value, mapping: row }) =>
      (value ?? (row.defaultValue || null)) === null &&
      definitionIn(mapping.targetAttributes, row.targetAttributeName).isRequired,
  )?.mapping.targetAttributeName;
}

function createOff(opening: ExplainText): Cause {
  return {
    id: 'create-off',
    tone: 'skipped',
    badge: 'Create is off',
    sentence: text`${opening}nothing in the target matches, and Create is off under Target Object Actions.`,
    habitId: null,
    remedies: [tick('Create', 'Saving it restarts the job, and whoever is missing is created.')],
  };
}

function requiredMissing({ values }: ExplainFacts, opening: ExplainText, attribute: string): Cause {
  const problem = values.find(({ mapping }) => mapping.targetAttributeName === attribute)?.problem ?? null;
  return {
    id: 'required-missing',
    tone: 'skipped',
    badge: 'A value is missing',
    sentence: text`${opening}${{ code: attribute }} is required and the mapping gives no value${problem === null ? '' : ` (${problem.replace(/\.$/, '')})`}.`,
    habitId: null,
    remedies: [
      changeAttribute,
      { title: 'Enter a default value', effect: 'Sent at creation where the source has none.', place: mappingPlace },
    ],
  };
}

function goneCause({ subject, appName, last }: ExplainFacts): Cause {
  const wasDeleted = last?.action === 'delete' && last.status === 'success';
  return {
    id: 'gone',
    tone: 'deleted',
    badge: 'Gone',
    sentence: wasDeleted
      ? text`${subject.name} is gone from Entra ID for good, and was deleted in ${appName} at ${{ at: last.at }}.`
      : text`${subject.name} is gone from Entra ID for good, and ${appName} remembers nothing of it.`,
    habitId: null,
    remedies: [],
  };
}

const mappingPlace = { kind: 'mapping' } as const;
const changeAttribute: Remedy = {
  title: 'Change the attribute in Entra ID',
  effect: 'So that the mapping gives a value.',
  place: { kind: 'object' },
};
