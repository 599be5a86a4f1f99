import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import type { ClipboardEvent } from 'react';
import { counted } from '../../components/counted.ts';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

export type SchemaFormat = 'graph' | 'table';

interface SchemaSourceProps {
  readonly format: SchemaFormat;
  readonly text: string;
  onFormat(format: SchemaFormat): void;
  onText(text: string): void;
}

const formats: readonly { readonly format: SchemaFormat; readonly label: string; readonly sentence: string }[] = [
  {
    format: 'graph',
    label: 'Schema as JSON',
    sentence: 'As “Review your schema here” downloads it, or as Microsoft Graph answers it (synchronizationSchema).',
  },
  {
    format: 'table',
    label: 'Table of mappings',
    sentence:
      'Rows copied from the portal or a guide, or CSV: target attribute, source attribute or expression, matching precedence.',
  },
];

/** What is imported, from a file or pasted. */
export function SchemaSource({ format, text, onFormat, onText }: SchemaSourceProps) {
  const reading = useAction();
  return (
    <>
      <RadioGroup
        aria-label="What is imported"
        value={format}
        onChange={(_event, { value }) => onFormat(value === 'table' ? 'table' : 'graph')}
      >
        {formats.map((known) => (
          <Radio
            key={known.format}
            value={known.format}
            label={
              <>
                {known.label}
                <span className="entra-choice-text caption muted">{known.sentence}</span>
              </>
            }
          />
        ))}
      </RadioGroup>
      <Field label="File">
        {(field) => (
          <input
            {...field}
            type="file"
            accept=".json,.csv,.tsv,.txt,.md"
            className="entra-file"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file !== undefined) void reading.run(async () => onText(await file.text()));
            }}
          />
        )}
      </Field>
      <ProblemBanner problem={reading.problem} />
      {text.length > editableLengthMax ? <LongText text={text} onText={onText} /> : <PasteBox text={text} onText={onText} />}
    </>
  );
}

/** A browser lays out a box of text anew for each line it takes in: 4,000 pasted lines hold up the page for half a minute. */
const editableLengthMax = 20_000;

type TextProps = Pick<SchemaSourceProps, 'text' | 'onText'>;

function PasteBox({ text, onText }: TextProps) {
  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted.length <= editableLengthMax) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    onText(text.slice(0, selectionStart) + pasted + text.slice(selectionEnd));
  }
  return (
    <Field label="Or paste it here">
      <Textarea
        className="schema-input"
        rows={8}
        resize="vertical"
        spellCheck={false}
        value={text}
        onPaste={onPaste}
        onChange={(_event, { value }) => onText(value)}
      />
    </Field>
  );
}

const shownLengthMax = 400;

/** A document that is too long for a box: how it begins, and how much there is. */
function LongText({ text, onText }: TextProps) {
  const lineCount = text.split('\n').length;
  return (
    <section className="long-text" aria-label="Document to import">
      <div className="row">
        <span className="grow">
          {counted(lineCount, 'line')}, {counted(text.length, 'character')}
        </span>
        <Button size="small" onClick={() => onText('')}>
          Remove
        </Button>
      </div>
      <pre className="mono muted">{text.slice(0, shownLengthMax)}…</pre>
    </section>
  );
}
