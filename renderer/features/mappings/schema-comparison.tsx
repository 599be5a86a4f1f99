import type { SchemaComparisonView } from '#shared/api/mapping-views.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';

/** What is wrong with a document, and what it would change. */
export function SchemaComparison({ comparison }: { readonly comparison: SchemaComparisonView }) {
  const { problems, differences } = comparison;
  return (
    <>
      {problems.length > 0 && (
        <Panel title={`Report (${problems.length})`}>
          <ul className="finding-list" aria-label="Report">
            {problems.slice(0, shownCountMax).map(({ severity, place, message, remedy }) => (
              <li key={`${place} ${message}`}>
                <div className="row">
                  <Severity severity={severity} />
                  <span className="mono entra-wrap muted">{place}</span>
                </div>
                <div className="entra-wrap">{message}</div>
                <div className="muted entra-wrap">{remedy}</div>
              </li>
            ))}
          </ul>
          {problems.length > shownCountMax && (
            <p className="muted caption">
              The first {shownCountMax} of {problems.length} are shown.
            </p>
          )}
        </Panel>
      )}
      {differences.length > 0 && (
        <Panel title={`Differences (${differences.length})`} flush>
          <DataTable
            label="Differences"
            columns={columns}
            rows={differences.map((difference, index) => ({ ...difference, index }))}
            rowKey={({ index }) => String(index)}
          />
        </Panel>
      )}
    </>
  );
}

/** A document of another kind may have thousands. */
const shownCountMax = 200;

const marks = { refused: 'failed', 'left-out': 'warning' } as const;

function Severity({ severity }: Pick<SchemaComparisonView['problems'][number], 'severity'>) {
  if (severity === 'note') return <span className="strong">Note</span>;
  return (
    <StatusTag role={marks[severity]} isPlain>
      {severity === 'refused' ? 'Refused' : 'Left out'}
    </StatusTag>
  );
}

/** The same place may differ twice. */
type NumberedDifference = SchemaComparisonView['differences'][number] & { readonly index: number };

const columns: readonly Column<NumberedDifference>[] = [
  {
    key: 'place',
    name: 'Where',
    width: 'minmax(220px, 1.3fr)',
    render: ({ place }) => <span title={place}>{place}</span>,
  },
  { key: 'before', name: 'Now', width: 'minmax(160px, 1fr)', render: ({ before }) => side(before) },
  { key: 'after', name: 'After the import', width: 'minmax(160px, 1fr)', render: ({ after }) => side(after) },
];

function side(text: string | null) {
  if (text === null) return <span className="muted">not there</span>;
  return (
    <span className="mono" title={text}>
      {text}
    </span>
  );
}
