import type { ExplainLink } from '#shared/trace/explain-link.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';

type MappedRow = ExplainLink['rows'][number];

/** Each row of the mapping with what it gives; folded, for there are many. */
export function MappedRows({ rows }: { readonly rows: readonly MappedRow[] }) {
  return (
    <details className="explain-rows">
      <summary>Row by row</summary>
      <DataTable
        label="Mapping, row by row"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.targetAttributeName}
        rowHeight={26}
      />
    </details>
  );
}

const columns: readonly Column<MappedRow>[] = [
  {
    key: 'target',
    name: 'Target attribute',
    width: 'minmax(140px, 1.2fr)',
    render: ({ targetAttributeName: name }) => (
      <span className="mono" title={name}>
        {name.startsWith('urn:') ? `…${name.slice(name.lastIndexOf(':'))}` : name}
      </span>
    ),
  },
  {
    key: 'source',
    name: 'Source',
    width: 'minmax(140px, 1.2fr)',
    render: ({ source }) => (
      <span className="mono muted" title={source}>
        {source}
      </span>
    ),
  },
  {
    key: 'value',
    name: 'Value now',
    width: 'minmax(120px, 1fr)',
    render: ({ value, problem, notes }) => {
      if (problem !== null) return <span title={problem}>{problem}</span>;
      const text = value === null ? null : typeof value === 'string' ? value : value.join(', ');
      return text === null ? <span className="muted">none</span> : <span title={[text, ...notes].join('\n')}>{text}</span>;
    },
  },
];
