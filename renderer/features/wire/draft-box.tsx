import { Field, Textarea } from '@fluentui/react-components';

interface DraftBoxProps {
  readonly label: string;
  readonly value: string;
  readonly rowCount: number;
  readonly hint?: string;
  /** What keeps it from being sent. */
  readonly problem?:
    | { readonly message: string; readonly remedy: string; readonly line?: number; readonly column?: number }
    | undefined;
  /** What is odd about it, and does not keep it. */
  readonly note?: string | null;
  /** Lines are broken where they do not fit: a path has one. */
  readonly isWrapped?: boolean;
  onChange(value: string): void;
}

/** A box for a part of a message, with what is wrong with it said below and shown at its place. */
export function DraftBox({ label, value, rowCount, hint, problem, note = null, isWrapped = false, onChange }: DraftBoxProps) {
  return (
    <>
      <Field
        label={label}
        {...(hint === undefined ? {} : { hint })}
        {...(problem !== undefined
          ? { validationState: 'error', validationMessage: `${problem.message} ${problem.remedy}` }
          : note === null
            ? {}
            : { validationState: 'warning', validationMessage: note })}
      >
        <Textarea
          className="draft-box"
          data-wrapped={isWrapped}
          rows={rowCount}
          resize="vertical"
          spellCheck={false}
          value={value}
          onChange={(_event, data) => onChange(data.value)}
        />
      </Field>
      {problem?.line !== undefined && problem.column !== undefined && (
        <FaultyLine text={value.split(/\r\n|\r|\n/)[problem.line - 1] ?? ''} line={problem.line} column={problem.column} />
      )}
    </>
  );
}

const shownMax = 80;

/** The line once more, with the place marked. */
function FaultyLine({ text, line, column }: { readonly text: string; readonly line: number; readonly column: number }) {
  const before = text.slice(0, column - 1);
  const after = text.slice(column);
  return (
    <figure className="draft-fault" aria-label={`Line ${line}, column ${column}`}>
      <figcaption className="caption muted">Line {line}</figcaption>
      <pre className="mono">
        {before.length > shownMax ? `…${before.slice(-shownMax)}` : before}
        <mark>{text[column - 1] ?? '␣'}</mark>
        {after.length > shownMax ? `${after.slice(0, shownMax)}…` : after}
      </pre>
    </figure>
  );
}
