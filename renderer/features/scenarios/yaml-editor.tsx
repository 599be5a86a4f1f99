import { type KeyboardEvent, memo, type RefObject, useMemo } from 'react';
import { say } from '../../app/messages.ts';
import { indentAfter, yamlParts } from './yaml-lines.ts';

/** A line that something is said about: `error` where the text is wrong, from its column on; `failed` where the run went wrong. */
export interface LineMark {
  readonly kind: 'error' | 'failed';
  readonly column: number;
}

interface YamlEditorProps {
  readonly text: string;
  readonly marks: ReadonlyMap<number, LineMark>;
  readonly isReadOnly: boolean;
  /** Id of what says the problems. */
  readonly describedBy: string;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  onChange(text: string): void;
}

/** Longer texts are shown in one colour: each key that is typed draws all lines anew. */
const colouredLineCountMax = 1_500;

/** A text box with numbers and colours. The box itself is plain: what is typed, selected, undone and read out is the browser's. */
export function YamlEditor({ text, marks, isReadOnly, describedBy, box, onChange }: YamlEditorProps) {
  const lines = useMemo(() => text.split('\n'), [text]);
  const columnCount = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines]);
  const isColoured = lines.length <= colouredLineCountMax;
  return (
    <div className="yaml-editor">
      <div className="yaml-page" style={{ minWidth: `${columnCount + gutterColumns + 2}ch` }}>
        <div className="yaml-lines" aria-hidden="true">
          {lines.map((line, index) => (
            <Line
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number.
              key={index}
              number={index + 1}
              line={line}
              mark={marks.get(index + 1)?.kind}
              wrongFrom={wrongFrom(marks.get(index + 1))}
              isColoured={isColoured}
            />
          ))}
        </div>
        <textarea
          ref={box}
          className="yaml-box"
          aria-label={say('scenario.editor')}
          aria-describedby={describedBy}
          aria-invalid={[...marks.values()].some(({ kind }) => kind === 'error')}
          value={text}
          rows={lines.length}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          readOnly={isReadOnly}
          data-coloured={isColoured}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          onKeyDown={keepIndent}
        />
      </div>
    </div>
  );
}

const gutterColumns = 6;

/** No column: nothing in the line is wrong by itself. */
function wrongFrom(mark: LineMark | undefined): number {
  return mark?.kind === 'error' ? mark.column : Number.POSITIVE_INFINITY;
}

const Line = memo(function Line({ number, line, mark, wrongFrom, isColoured }: LineProps) {
  let column = 1;
  return (
    <div className="yaml-line" data-mark={mark}>
      <span className="yaml-number">{number}</span>
      <span className="yaml-text">
        {isColoured &&
          yamlParts(line).map(({ kind, text }) => {
            const start = column;
            column += text.length;
            return (
              <span key={start} data-part={kind} data-wrong={start >= wrongFrom}>
                {text}
              </span>
            );
          })}
      </span>
    </div>
  );
});

interface LineProps {
  readonly number: number;
  readonly line: string;
  readonly mark: LineMark['kind'] | undefined;
  readonly wrongFrom: number;
  readonly isColoured: boolean;
}

/** A new line begins as deep as the one before it. Tab goes on to the next control, as in any text box. */
function keepIndent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey, nativeEvent, currentTarget: field } = event;
  if (key !== 'Enter' || ctrlKey || metaKey || altKey || shiftKey || nativeEvent.isComposing || field.readOnly) return;
  const indent = indentAfter(field.value.slice(0, field.selectionStart));
  if (indent === '') return;
  // The one way to change a text box that its own undo knows of. Where a browser has it no more, the line begins at its left.
  if (document.execCommand('insertText', false, `\n${indent}`)) event.preventDefault();
}
