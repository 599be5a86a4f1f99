import type { ReactNode } from 'react';
import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';
import type { DifferenceRow, ExchangeDifference } from '#shared/trace/exchange-difference.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';

function useDifference({ sequence }: ExchangeDetailView) {
  const api = useApi();
  return useView(['exchange-difference', sequence], [], () => api.exchanges.difference({ sequence }));
}

interface DifferenceTabProps {
  readonly exchange: ExchangeDetailView;
  onOpen(sequence: number): void;
}

/** The resource before and after, and as the request meant it, attribute by attribute. */
export function DifferenceTab({ exchange, onOpen }: DifferenceTabProps) {
  const { data: difference, problem } = useDifference(exchange);
  if (exchange.byHand === 'answered' || exchange.byHand === 'dropped') {
    return <p className="exchange-text muted">Nothing was sent, so that nothing changed in the target.</p>;
  }
  return (
    <>
      <ProblemBanner problem={problem} />
      {difference !== undefined && (
        <>
          {difference.rows.length === 0 ? (
            <p className="exchange-text muted">
              {exchange.method === 'GET'
                ? 'Nothing differs from what was known before this read.'
                : 'Nothing is to be changed, and nothing was.'}
            </p>
          ) : (
            <DifferenceTable difference={difference} rows={difference.rows} isWide />
          )}
          <div className="exchange-text muted caption">
            {difference.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
            <p className="row">
              <Source word="Before" sequence={difference.beforeSequence} own={exchange.sequence} onOpen={onOpen} />
              <Source word="After" sequence={difference.afterSequence} own={exchange.sequence} onOpen={onOpen} />
            </p>
          </div>
        </>
      )}
    </>
  );
}

interface SourceProps {
  readonly word: string;
  readonly sequence: number | null;
  readonly own: number;
  onOpen(sequence: number): void;
}

function Source({ word, sequence, own, onOpen }: SourceProps) {
  if (sequence === null) return null;
  if (sequence === own) return <span>{word}: this answer.</span>;
  return (
    <span>
      {word}: as answered in{' '}
      <button type="button" className="text-button" onClick={() => onOpen(sequence)}>
        exchange {sequence}
      </button>
    </span>
  );
}

const shortCount = 6;

/** The same in a few rows, below the response. */
export function DifferenceInShort({ exchange, onMore }: { readonly exchange: ExchangeDetailView; onMore(): void }) {
  const { data: difference } = useDifference(exchange);
  if (difference === undefined || difference.rows.length === 0) return null;
  const rest = difference.rows.length - shortCount;
  return (
    <>
      <h2 className="message-head">
        <span className="grow">Difference in the target</span>
        <span className="muted">before, after, intended</span>
      </h2>
      <DifferenceTable difference={difference} rows={difference.rows.slice(0, shortCount)} isWide={false} />
      {rest > 0 && (
        <p className="exchange-text">
          <button type="button" className="text-button caption" onClick={onMore}>
            {rest} more
          </button>
        </p>
      )}
    </>
  );
}

const verdicts: Record<DifferenceRow['verdict'], { readonly word: string; readonly role: 'success' | 'warning' | 'neutral' }> = {
  'as-intended': { word: 'As intended', role: 'success' },
  'not-intended': { word: 'Differs', role: 'warning' },
  unknown: { word: 'Not known', role: 'neutral' },
  read: { word: 'Changed', role: 'warning' },
};

interface DifferenceTableProps {
  readonly difference: Pick<ExchangeDifference, 'isBeforeKnown' | 'isAfterKnown'>;
  readonly rows: readonly DifferenceRow[];
  readonly isWide: boolean;
}

export function DifferenceTable({ difference: { isBeforeKnown, isAfterKnown }, rows, isWide }: DifferenceTableProps) {
  const isRead = rows[0]?.verdict === 'read';
  return (
    <table className="difference-table" aria-label="Difference in the target">
      <thead>
        <tr>
          <th scope="col">Attribute</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          {!isRead && <th scope="col">Intended</th>}
          {isWide && <th scope="col">Verdict</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.attribute} data-verdict={row.verdict}>
            <th scope="row" className="mono" title={row.attribute}>
              {shortAttribute(row.attribute)}
            </th>
            <td>{valueText(row.before, isBeforeKnown)}</td>
            <td className="strong">{valueText(row.after, isAfterKnown)}</td>
            {!isRead && <td>{valueText(row.intended, true)}</td>}
            {isWide && (
              <td>
                <StatusTag role={verdicts[row.verdict].role} isPlain>
                  {verdicts[row.verdict].word}
                </StatusTag>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valueText(text: string | null, isKnown: boolean): ReactNode {
  if (!isKnown) return <span className="muted">not known</span>;
  return text === null ? <span className="muted">none</span> : <span title={text}>{text}</span>;
}

/** An extension's URN gives way to its attribute; the whole stands in the tooltip. */
function shortAttribute(attribute: string): string {
  return /^urn:/i.test(attribute) ? attribute.slice(attribute.lastIndexOf(':') + 1) : attribute;
}
