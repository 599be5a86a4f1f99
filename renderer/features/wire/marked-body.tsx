import { useMemo } from 'react';
import { parseJson } from '#shared/kernel/json.ts';
import { CodeView, ColouredJson } from '../../components/code-view.tsx';
import { isMarked, jsonLines } from './json-lines.ts';

interface MarkedBodyProps {
  readonly label: string;
  readonly text: string;
  /** JSON pointers of what is spoken about. */
  readonly marks: readonly string[];
  readonly kind: 'pointed' | 'failed';
}

/** Above this many characters a body is shown plain: thousands of coloured lines would hold up the page. */
const markedLengthMax = 50_000;

/** A body with the lines marked that a note speaks about. Text only, never markup. */
export function MarkedBody({ label, text, marks, kind }: MarkedBodyProps) {
  const lines = useMemo(() => {
    const json = text.length > markedLengthMax ? undefined : parseJson(text);
    return json === undefined ? null : jsonLines(json);
  }, [text]);
  if (lines === null) return <CodeView label={label} text={text} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="code-view marked-body" tabIndex={0} aria-label={label}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other name.
        <div key={index} className="body-line" data-mark={isMarked(line, marks) ? kind : undefined}>
          <ColouredJson json={line.text} />
        </div>
      ))}
    </section>
  );
}
