import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { ColouredJson } from './code-view.tsx';
import { counted } from './counted.ts';
import { FilterBar } from './filter-bar.tsx';

interface LineViewProps {
  readonly label: string;
  /** Written with one value a line; long documents are fine. */
  readonly json: string;
}

const lineHeight = 18;

/** A long JSON document line by line with numbers, searchable; only the lines in sight are on the page. */
export function LineView({ label, json }: LineViewProps) {
  const scroller = useRef<HTMLElement>(null);
  const [search, setSearch] = useState('');
  const [current, setCurrent] = useState(0);
  const lines = useMemo(() => json.split('\n'), [json]);
  const found = useMemo(() => matchingLines(lines, search), [lines, search]);
  const longest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });
  const marked = found[current];

  function goTo(position: number, among: readonly number[]) {
    const wanted = among.length === 0 ? 0 : (position + among.length) % among.length;
    setCurrent(wanted);
    const line = among[wanted];
    if (line !== undefined) virtualizer.scrollToIndex(line, { align: 'center' });
  }

  return (
    <div className="line-view">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in the search box goes to the next line that was found. */}
      <div onKeyDown={(event) => event.key === 'Enter' && goTo(current + (event.shiftKey ? -1 : 1), found)}>
        <FilterBar
          search={search}
          onSearch={(text) => {
            setSearch(text);
            goTo(0, matchingLines(lines, text));
          }}
          placeholder={`Find in ${label}`}
          count={countText(lines.length, search, found, current)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section ref={scroller} className="code-view line-scroller" tabIndex={0} aria-label={label}>
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative', minWidth: `${longest + numberWidth}ch` }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <div key={index} className="line" data-marked={index === marked} style={{ transform: `translateY(${start}px)` }}>
              <span className="line-number" aria-hidden="true">
                {index + 1}
              </span>
              <ColouredJson json={lines[index] ?? ''} />
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

/** Columns of the line numbers with the gap behind them. */
const numberWidth = 8;

/** Indexes of the lines that hold the text, whatever its case. */
function matchingLines(lines: readonly string[], search: string): readonly number[] {
  const wanted = search.trim().toLowerCase();
  return wanted === '' ? [] : lines.flatMap((line, index) => (line.toLowerCase().includes(wanted) ? [index] : []));
}

function countText(lineCount: number, search: string, found: readonly number[], current: number): string {
  if (search.trim() === '') return counted(lineCount, 'line');
  return found.length === 0 ? 'Not found' : `${current + 1} of ${counted(found.length, 'line')} · Enter for the next`;
}
