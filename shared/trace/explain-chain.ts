import type { ExplainFacts } from './explain-facts.ts';
import type { ExplainLink } from './explain-link.ts';
import { mappingLink, matchingValueLink, matchLink } from './explain-links-mapping.ts';
import { exportLinks, nextLink } from './explain-links-target.ts';
import { assignmentLink, filterLinks, jobLink, sourceLink } from './explain-links-tenant.ts';

/** Every decision on the way, as it stands now; what the trace tells is what happened last. */
export function chainOf(facts: ExplainFacts): readonly ExplainLink[] {
  const isThere = facts.object !== null;
  const matchingValue = isThere ? matchingValueLink(facts) : null;
  const links = [
    sourceLink(facts),
    ...(isThere ? [assignmentLink(facts), ...filterLinks(facts)] : []),
    ...(matchingValue === null ? [] : [matchingValue]),
    jobLink(facts),
    ...(isThere || facts.link !== null ? [matchLink(facts)] : []),
    ...(isThere ? [mappingLink(facts)] : []),
    ...exportLinks(facts),
    nextLink(facts),
  ];
  const stop = links.findIndex(({ verdict }) => verdict === 'stopped');
  return links.map((link, index) => (stop >= 0 && index > stop && isBeyond(link) ? { ...link, verdict: 'not-reached' } : link));
}

/** What follows a stop is not come to, unless the trace has something to show of it. */
function isBeyond({ key, verdict, exchanges }: ExplainLink): boolean {
  if (key === 'next' || key === 'retry' || exchanges.length > 0) return false;
  return verdict === 'passed' || (verdict === 'pending' && key !== 'job');
}
