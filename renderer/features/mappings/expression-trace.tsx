import type { ExpressionEvaluationView, ExpressionOutcomeView } from '#shared/api/mapping-views.ts';
import type { Json } from '#shared/kernel/json.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { StatusTag } from '../../components/outcome.tsx';

interface ExpressionTraceProps {
  /** The expression that was evaluated, which the steps point into. */
  readonly text: string;
  readonly steps: ExpressionEvaluationView['steps'];
}

type NumberedStep = ExpressionEvaluationView['steps'][number] & { readonly number: number };

/** Each call of an expression in the order in which it ended: the innermost first, the whole last. */
export function ExpressionTrace({ text, steps }: ExpressionTraceProps) {
  return (
    <DataTable
      label="Step by step"
      columns={columnsFor(text)}
      rows={steps.map((step, index): NumberedStep => ({ ...step, number: index + 1 }))}
      rowKey={({ number }) => String(number)}
      empty={<p className="muted">Nothing was called.</p>}
    />
  );
}

function columnsFor(text: string): readonly Column<NumberedStep>[] {
  return [
    { key: 'number', name: '#', width: 28, numeric: true, render: ({ number }) => number },
    {
      key: 'call',
      name: 'Call',
      width: 'minmax(160px, 1.4fr)',
      render: ({ depth, column, length, name }) => {
        const written = text.slice(column - 1, column - 1 + length);
        return (
          <span className="mono" title={written} style={{ paddingLeft: Math.min(depth, depthShownMax) * 12 }}>
            {depth === 0 ? <strong>{name}</strong> : name}
            <span className="muted">{written.startsWith(name) ? written.slice(name.length) : ''}</span>
          </span>
        );
      },
    },
    {
      key: 'arguments',
      name: 'Arguments',
      width: 'minmax(120px, 1.2fr)',
      render: (step) => {
        const shown = step.arguments.map(textOfValue).join(', ');
        return (
          <span className="mono" title={shown}>
            {shown}
          </span>
        );
      },
    },
    { key: 'result', name: 'Result', width: 'minmax(120px, 1.2fr)', render: ({ outcome }) => <Outcome outcome={outcome} /> },
  ];
}

/** Deeper calls are not moved further to the right: their text would be gone. */
const depthShownMax = 8;

/** A value as it is written in an expression; a null argument has none, was left out, or belongs to a branch not taken. */
function textOfValue(value: Json): string {
  return value === null ? '–' : JSON.stringify(value);
}

const marks = { ignored: 'skipped', error: 'failed' } as const;

/** What a call, or the whole, came to. */
export function Outcome({ outcome }: { readonly outcome: ExpressionOutcomeView }) {
  switch (outcome.kind) {
    case 'value':
      return outcome.value === null ? (
        <span className="muted">no value</span>
      ) : (
        <span className="mono" title={textOfValue(outcome.value)}>
          {textOfValue(outcome.value)}
        </span>
      );
    case 'ignored':
      return (
        <StatusTag role={marks.ignored} isPlain>
          {outcome.scope === 'object' ? 'Object left out of this flow' : 'Attribute left out of this flow'}
        </StatusTag>
      );
    case 'error':
      return (
        <span title={`${outcome.message} ${outcome.remedy}`}>
          <StatusTag role={marks.error} isPlain>
            {outcome.message}
          </StatusTag>
        </span>
      );
  }
}
