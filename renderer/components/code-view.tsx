import { type ReactNode, useMemo } from 'react';

interface CodeViewProps {
  readonly label: string;
  readonly text: string;
}

/** Above this many characters a body is shown plain: thousands of coloured spans would hold up the page. */
const colouredLengthMax = 50_000;

/** A body as it is: JSON is indented and coloured, anything else stays untouched. Text only, never markup. */
export function CodeView({ label, text }: CodeViewProps) {
  const shown = useMemo(() => pretty(text), [text]);
  if (text === '') return <p className="code-empty muted caption">No body</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="code-view" tabIndex={0} aria-label={label}>
      <pre>{shown.isJson && shown.text.length <= colouredLengthMax ? <ColouredJson json={shown.text} /> : shown.text}</pre>
    </section>
  );
}

function pretty(text: string): { readonly text: string; readonly isJson: boolean } {
  try {
    return { text: JSON.stringify(JSON.parse(text), null, 2), isJson: true };
  } catch {
    return { text, isJson: false };
  }
}

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** JSON, or a line of it, with keys, texts, numbers and literals told apart. */
export function ColouredJson({ json }: { readonly json: string }): ReactNode {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const found of json.matchAll(tokens)) {
    const [all, string, colon, literal] = found;
    if (found.index > end) parts.push(json.slice(end, found.index));
    const kind = string === undefined ? (literal === undefined ? 'number' : 'literal') : colon === undefined ? 'string' : 'key';
    parts.push(
      <span key={found.index} data-token={kind}>
        {all}
      </span>,
    );
    end = found.index + all.length;
  }
  return [...parts, json.slice(end)];
}
