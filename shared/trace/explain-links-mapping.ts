import { hasMatchingValue } from './explain-blockers.ts';
import { missingAttributeOf } from './explain-causes.ts';
import type { ExplainFacts } from './explain-facts.ts';
import { type ExplainLink, link, type MappedRow } from './explain-link.ts';
import { joined, listed, text } from './explain-text.ts';

/** Whether the object can be looked for. Null where it is linked, and need not be. */
export function matchingValueLink(facts: ExplainFacts): ExplainLink | null {
  if (facts.link !== null) return null;
  const rows = facts.mapping.attributeMappings.filter(({ matchingPriority }) => matchingPriority > 0);
  const names = rows.map(({ targetAttributeName }) => targetAttributeName);
  const hasValue = hasMatchingValue(facts);
  return link({
    key: 'matching-value',
    title: hasValue ? 'Has a value to be matched by' : 'Has no value to be matched by',
    verdict: hasValue ? 'passed' : 'stopped',
    text: hasValue
      ? text`${{ code: matchingText(facts) }}`
      : text`The mapping gives nothing for ${{ code: listed(names) }}, so that not even its scope is looked at.`,
    habitId: hasValue ? 'match-in-precedence' : 'missing-match-skipped',
    places: [{ label: 'Mapping', place: { kind: 'mapping' } }],
  });
}

/** The remembered link, or the queries that were sent to find one. */
export function matchLink(facts: ExplainFacts): ExplainLink {
  const { link: known, matches, escrow, subject } = facts;
  if (known !== null) {
    const isLost = escrow?.errorCode === 'InvalidAnchor';
    return link({
      key: 'match',
      title: 'Is linked to a resource',
      verdict: isLost ? 'failed' : known.isManaged ? 'passed' : 'warning',
      text: joined(
        text`${{ code: known.targetId }}, which ${known.origin === 'created' ? 'this job created' : 'was found by matching'}. The id is remembered for good.`,
        isLost ? text`The target no longer knows it.` : [],
        known.isManaged ? [] : text`It is not managed since it left scope.`,
      ),
      habitId: known.isManaged ? 'match-in-precedence' : 'unassigned-unmanaged',
      exchanges: matches,
    });
  }
  if (matches.length === 0) {
    return link({ key: 'match', title: 'Looked for in the target', verdict: 'pending', text: text`No query has been sent yet.` });
  }
  const isDuplicate = escrow?.errorCode === 'DuplicateTargetEntries';
  const which = isDuplicate ? ` Which one is this ${subject.type.toLowerCase()} is never guessed.` : '';
  return link({
    key: 'match',
    title: isDuplicate ? 'Matches more than one resource' : 'Looked for in the target',
    verdict: isDuplicate || matches.some(({ hitCount }) => hitCount === null) ? 'failed' : 'passed',
    text: text`${matches.map(({ hitCount }) => hitsText(hitCount)).join(' ')}${which}`,
    habitId: isDuplicate ? 'duplicates-fail' : 'match-in-precedence',
    exchanges: matches,
  });
}

export function hitsText(hitCount: number | null): string {
  if (hitCount === null) return 'The answer could not be used.';
  if (hitCount === 0) return 'Nothing matched.';
  return hitCount === 1 ? 'One resource matched.' : `${hitCount} resources matched.`;
}

function matchingText({ mapping, values }: ExplainFacts): string {
  const names = new Set(
    mapping.attributeMappings.filter(({ matchingPriority }) => matchingPriority > 0).map((row) => row.targetAttributeName),
  );
  const texts = values.flatMap(({ mapping: row, value }) =>
    names.has(row.targetAttributeName) && typeof value === 'string' ? [`${row.targetAttributeName} eq "${value}"`] : [],
  );
  return texts.join(', ');
}

/** What every row gives now. */
export function mappingLink(facts: ExplainFacts): ExplainLink {
  const { values } = facts;
  const rows = values.map(({ mapping: row, value, problem, notes = [], ignored }): MappedRow => {
    const left = ignored === undefined ? [] : [`Its expression leaves the ${ignored} out of this flow.`];
    return {
      targetAttributeName: row.targetAttributeName,
      source: sourceText(row.source),
      value,
      problem,
      notes: [...notes, ...left],
    };
  });
  const missing = facts.link === null ? missingAttributeOf(facts) : undefined;
  const isLeftOut = values.some(({ ignored }) => ignored === 'object');
  const problems = rows.filter(({ problem }) => problem !== null);
  const count = rows.filter(({ value }) => value !== null).length;
  const isStopped = missing !== undefined || isLeftOut;
  return link({
    key: 'mapping',
    title: isLeftOut
      ? 'The mapping leaves it out'
      : missing !== undefined
        ? 'A required value is missing'
        : `The mapping gives ${count} of ${rows.length} values`,
    verdict: isStopped ? 'stopped' : problems.length > 0 ? 'warning' : 'passed',
    text: joined(
      missing === undefined ? [] : text`${{ code: missing }} is required, and has neither a value nor a default.`,
      problems.length === 0
        ? []
        : text`No value for ${{ code: listed(problems.map(({ targetAttributeName }) => targetAttributeName)) }}: ${problems[0]?.problem ?? ''}`,
      isStopped || problems.length > 0 ? [] : text`What has no value is not sent, and nothing is ever cleared.`,
    ),
    habitId: isLeftOut ? 'flow-ignored' : 'null-never-sent',
    places: [{ label: 'Attribute mapping', place: { kind: 'mapping' } }],
    rows,
  });
}

function sourceText(source: ExplainFacts['values'][number]['mapping']['source']): string {
  switch (source.type) {
    case 'Attribute':
      return `[${source.name}]`;
    case 'Constant':
      return `"${source.value}"`;
    case 'Function':
      return source.expression;
    case 'None':
      return 'none';
  }
}
