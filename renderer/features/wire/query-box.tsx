import { SearchBox } from '@fluentui/react-components';
import { type RefObject, useEffect, useState } from 'react';
import { parseExchangeQuery } from '#shared/trace/exchange-query.ts';
import { QueryChip } from './query-chip.tsx';
import type { QueryChoices } from './query-choices.ts';
import { useThrottled } from './use-throttled.ts';

interface QueryBoxProps {
  /** As it stands in the box; it may be one that cannot be read. */
  readonly text: string;
  onText(text: string): void;
  readonly choices: QueryChoices;
  /** Holds the element around the box. */
  readonly box: RefObject<HTMLDivElement | null>;
  /** `1,284 · 3 failed`. */
  readonly count: string | undefined;
}

/** The filter of the wire: a line in a small language, and buttons that write it. */
export function QueryBox({ text, onText, choices, box, count }: QueryBoxProps) {
  const parsed = parseExchangeQuery(text);
  const problem = parsed.ok ? undefined : parsed.problems[0];
  return (
    <search className="filter-bar query-bar">
      <div ref={box} className="query-box" data-refused={problem !== undefined}>
        <SearchBox
          size="small"
          value={text}
          placeholder={'status>=400 object:"Nadia Haas" body:emails'}
          aria-label="Filter exchanges"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : 'query-problem'}
          spellCheck={false}
          onChange={(_event, { value }) => onText(value)}
        />
        {problem !== undefined && (
          <div id="query-problem" className="query-problem" role="status">
            <span className="strong">
              {problem.place.replace('column', 'Column')}: {problem.message}
            </span>{' '}
            {problem.remedy}
          </div>
        )}
      </div>
      {choices.map(({ field, label, options }) => (
        <QueryChip key={field} field={field} label={label} options={options} text={text} onText={onText} />
      ))}
      {count !== undefined && <span className="filter-count muted numeric">{count}</span>}
      <SpokenCount count={count} />
    </search>
  );
}

/** Read out at most every five seconds, for a list that streams would never be silent. */
function SpokenCount({ count }: { readonly count: string | undefined }) {
  const spoken = useThrottled(count, 5_000);
  return (
    <span className="visually-hidden" role="status">
      {spoken}
    </span>
  );
}

/** Long enough to finish a word: half of one finds nothing, and the list would blink. */
const restMs = 200;

/** The last text that could be read, once typing has come to rest; an empty one at once. */
export function useReadableQuery(text: string): string {
  const isReadable = parseExchangeQuery(text).ok;
  const [last, setLast] = useState(isReadable ? text.trim() : '');
  const [rested, setRested] = useState(last);
  if (isReadable && text.trim() !== last) setLast(text.trim());
  if (last === '' && rested !== '') setRested('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(last), restMs);
    return () => clearTimeout(timer);
  }, [last]);
  return rested;
}
