import type { MappingPreviewView } from '#shared/api/mapping-views.ts';
import { StatusTag } from '../../components/outcome.tsx';

interface MappedValueProps {
  readonly name: string;
  readonly value: MappingPreviewView['rows'][number] | undefined;
  /** The value is another object, such as a manager or members. */
  readonly isReference: boolean;
}

const marks = { problem: 'failed' } as const;

/** The value that a row gives for an object, or why there is none. */
export function MappedValue({ name, value, isReference }: MappedValueProps) {
  if (value?.problem != null) {
    return (
      <span title={value.problem}>
        <StatusTag role={marks.problem} isPlain>
          {value.problem}
        </StatusTag>
      </span>
    );
  }
  const notes = value?.notes.join(' ') ?? '';
  if (value === undefined || value.value === null) {
    return (
      <span className="muted" title={notes}>
        no value, not sent
      </span>
    );
  }
  const text = typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
  // A reference is shown by name: what is sent is the id the other object has at the target.
  if (isReference) return <span title={notes}>→ {Array.isArray(value.value) ? value.value.join(', ') : text}</span>;
  if (name === 'active' && text === 'False') {
    return (
      <span title={notes}>
        <span className="mono">False</span> <span className="muted">not in scope</span>
      </span>
    );
  }
  return (
    <span className="mono" title={[text, notes].filter((part) => part !== '').join('\n')}>
      {notes === '' ? text : `${text} *`}
    </span>
  );
}
