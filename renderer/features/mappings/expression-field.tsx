import { Field, Textarea } from '@fluentui/react-components';
import { type RefObject, useRef } from 'react';
import type { ExpressionError } from '#shared/entra/expressions/expression-value.ts';
import { cutAt, type Snippet, withSnippet } from './expression-text.ts';

interface ExpressionFieldProps {
  readonly text: string;
  /** What keeps the text from being read; null where nothing does. */
  readonly error: Pick<ExpressionError, 'message' | 'remedy' | 'column'> | null;
  readonly rowCount: number;
  /** Around the box, for what inserts into it. */
  readonly frame?: RefObject<HTMLDivElement | null>;
  onChange(text: string): void;
}

/** The box of an expression, with its error said below it and marked in a copy of the text. */
export function ExpressionField({ text, error, rowCount, frame, onChange }: ExpressionFieldProps) {
  return (
    <div ref={frame} className="stack">
      <Field
        label="Expression"
        hint="Functions, [attributes] and “texts”, for example Coalesce([mail], [userPrincipalName])."
        {...(error === null ? {} : { validationState: 'error', validationMessage: `${error.message} ${error.remedy}` })}
      >
        <Textarea
          className="expression-input"
          rows={rowCount}
          resize="vertical"
          spellCheck={false}
          value={text}
          onChange={(_event, { value }) => onChange(value)}
        />
      </Field>
      {error !== null && error.column !== null && <MarkedText text={text} column={error.column} />}
    </div>
  );
}

/** Above this many characters only the surroundings of the error are repeated. */
const contextLength = 160;

/** The text once more, with the place of the error marked. */
export function MarkedText({ text, column }: { readonly text: string; readonly column: number }) {
  const { before, at, after } = cutAt(text, column);
  return (
    <figure className="marked-text">
      <figcaption className="caption muted">Column {column}</figcaption>
      <pre className="mono">
        {before.length > contextLength ? `…${before.slice(-contextLength)}` : before}
        <mark>{at === '' ? '␣' : at}</mark>
        {after.length > contextLength ? `${after.slice(0, contextLength)}…` : after}
      </pre>
    </figure>
  );
}

interface ExpressionInput {
  readonly frame: RefObject<HTMLDivElement | null>;
  /** Puts a snippet where the cursor is, or in place of what is selected. */
  insert(snippet: Snippet): void;
}

/** The box as something that functions and attributes are inserted into. */
export function useExpressionInput(text: string, onChange: (text: string) => void): ExpressionInput {
  const frame = useRef<HTMLDivElement>(null);
  const box = () => frame.current?.querySelector('textarea') ?? null;
  function insert(snippet: Snippet) {
    const { selectionStart = text.length, selectionEnd = text.length } = box() ?? {};
    const next = withSnippet(text, { start: selectionStart, end: selectionEnd }, snippet);
    onChange(next.text);
    // The box holds the new text only after this render.
    requestAnimationFrame(() => {
      box()?.focus();
      box()?.setSelectionRange(next.cursor, next.cursor);
    });
  }
  return { frame, insert };
}
