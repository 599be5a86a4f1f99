import { Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import type { OnDemandView } from '#shared/api/job-views.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { PathText } from './path-text.tsx';

type FlowRow = OnDemandView['dataFlow'][number];

/** What was written, and how every mapped value came about. */
export function OnDemandChanges({ result }: { readonly result: OnDemandView }) {
  const [tab, setTab] = useState<'modified' | 'flow'>(result.modifiedProperties.length > 0 ? 'modified' : 'flow');
  return (
    <>
      <TabList
        size="small"
        className="on-demand-tabs"
        selectedValue={tab}
        onTabSelect={(_event, { value }) => setTab(value === 'flow' ? 'flow' : 'modified')}
      >
        {/* Documented: where the action fails, the attributes shown are those it tried to write. */}
        <Tab value="modified">{`Modified attributes (${result.status === 'failure' ? 'failed' : 'successful'})`}</Tab>
        <Tab value="flow">Data flow</Tab>
      </TabList>
      <DataTable
        label={tab === 'modified' ? 'Modified attributes' : 'Data flow'}
        columns={columns}
        rows={(tab === 'modified' ? modifiedRows(result) : result.dataFlow).map((row, index) => ({ ...row, index }))}
        rowKey={({ index }) => String(index)}
        empty={<Empty title={tab === 'modified' ? 'No attribute was modified' : 'No attribute is mapped'} />}
      />
    </>
  );
}

/** One attribute may stand here several times: each member of a group is a row. */
interface NumberedRow extends FlowRow {
  readonly index: number;
}

/** Where a mapping made the value, its source and expression stand beside it. */
function modifiedRows({ modifiedProperties, dataFlow }: OnDemandView): readonly FlowRow[] {
  const flowByName = new Map(dataFlow.map((row) => [row.targetAttributeName, row]));
  return modifiedProperties.map(({ name, oldValue, newValue }) => ({
    targetAttributeName: name,
    sourceValue: flowByName.get(name)?.sourceValue ?? null,
    expression: flowByName.get(name)?.expression ?? '',
    originalTargetValue: oldValue,
    modifiedTargetValue: newValue,
  }));
}

const none = <span className="muted">none</span>;

function value(text: string | null) {
  return text === null || text === '' ? none : <span title={text}>{text}</span>;
}

const columns: readonly Column<NumberedRow>[] = [
  {
    key: 'target',
    name: 'Target attribute name',
    width: 'minmax(140px, 1.2fr)',
    render: ({ targetAttributeName }) => <PathText path={targetAttributeName} />,
  },
  { key: 'source', name: 'Source attribute value', width: 'minmax(120px, 1fr)', render: ({ sourceValue }) => value(sourceValue) },
  {
    key: 'expression',
    name: 'Expression',
    width: 'minmax(120px, 1fr)',
    render: ({ expression }) => <span className="mono">{value(expression)}</span>,
  },
  {
    key: 'original',
    name: 'Original target attribute value',
    width: 'minmax(110px, 1fr)',
    render: ({ originalTargetValue }) => value(originalTargetValue),
  },
  {
    key: 'modified',
    name: 'Modified target attribute value',
    width: 'minmax(120px, 1fr)',
    render: ({ modifiedTargetValue }) => value(modifiedTargetValue),
  },
];
