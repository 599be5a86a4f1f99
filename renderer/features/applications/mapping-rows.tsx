import { useState } from 'react';
import type { MappingPreviewView } from '#shared/api/views.ts';
import type { AttributeMapping, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { FilterSelect } from './filter-select.tsx';
import { isReference, isWorkMail } from './mapped-attributes.ts';
import { sourceTextOf, toInput, typeWordOf } from './mapping-draft.ts';
import { PathText } from './path-text.tsx';

interface MappingRowsProps {
  readonly appId: string;
  readonly mapping: ObjectMapping;
  readonly editedTargets: ReadonlySet<string>;
  onEdit(index: number): void;
  onDelete(index: number): void;
}

interface NumberedRow extends AttributeMapping {
  readonly index: number;
}

/** The rows of a mapping beside the value each gives for a chosen object, unsaved changes included. */
export function MappingRows({ appId, mapping, editedTargets, onEdit, onDelete }: MappingRowsProps) {
  const api = useApi();
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState('');
  const objects = useSampleObjects(mapping.sourceObjectName);
  const objectId = objects.some((object) => object.objectId === chosenId) ? chosenId : (objects[0]?.objectId ?? '');
  const preview = useView(['mappings.preview', appId, objectId, { mapping }], ['tenant', 'apps'], () =>
    objectId === '' ? Promise.resolve(null) : api.mappings.preview({ appId, mapping: toInput(mapping), objectId }),
  );
  const name = objects.find((object) => object.objectId === objectId)?.displayName ?? 'a chosen object';
  const rows = mapping.attributeMappings
    .map((row, index): NumberedRow => ({ ...row, index }))
    .filter((row) => `${row.targetAttributeName} ${sourceTextOf(row.source)}`.toLowerCase().includes(search.toLowerCase()));
  const previewOf = (row: AttributeMapping) =>
    preview.data?.rows.find(({ targetAttributeName }) => targetAttributeName === row.targetAttributeName);
  const hasNoMail = mapping.sourceObjectName === 'User' && isMailMissing(mapping, preview.data ?? null);
  return (
    <>
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder={`Filter ${mapping.attributeMappings.length} mappings`}
        count={`${rows.length} of ${mapping.attributeMappings.length} shown`}
      >
        <FilterSelect
          label="Show values for"
          value={objectId}
          options={
            objects.length === 0 ? [nobody] : objects.map((object) => ({ value: object.objectId, text: object.displayName }))
          }
          onChange={setChosenId}
        />
      </FilterBar>
      <ProblemBanner problem={preview.problem} />
      {hasNoMail && (
        <Banner intent="info" title={`${name} arrives without an e-mail`}>
          The mail attribute is empty in Entra ID, which is usual without Exchange. Edit{' '}
          <span className="mono">{'emails[type eq "work"].value'}</span> and choose userPrincipalName as its source if every user
          should have one.
        </Banner>
      )}
      <DataTable
        label="Attribute Mappings"
        columns={[
          ...columns,
          {
            key: 'value',
            name: `Value for ${name}`,
            width: 'minmax(140px, 1.4fr)',
            render: (row) => <Value row={row} value={previewOf(row)} />,
          },
          {
            key: 'edit',
            name: 'Edit',
            width: 132,
            render: (row) => (
              <RowActions row={row} isEdited={editedTargets.has(row.targetAttributeName)} onEdit={onEdit} onDelete={onDelete} />
            ),
          },
        ]}
        rows={rows}
        rowKey={({ targetAttributeName }) => targetAttributeName}
        onOpen={({ index }) => onEdit(index)}
        empty={<p className="muted">No row matches “{search}”.</p>}
      />
      <Foot>
        <span className="grow">Saving a mapping restarts the job with an initial cycle, as in Entra.</span>
        <span>Photos cannot be mapped: Entra ID's SCIM provisioning does not send them.</span>
      </Foot>
    </>
  );
}

const nobody = { value: '', text: 'nobody: the tenant is empty' };

const SAMPLE_COUNT_MAX = 200;

function useSampleObjects(type: 'User' | 'Group'): readonly { readonly objectId: string; readonly displayName: string }[] {
  const api = useApi();
  const page = { search: '', offset: 0, limit: SAMPLE_COUNT_MAX };
  const objects = useView<readonly { readonly objectId: string; readonly displayName: string }[]>(
    ['tenant.sample', type],
    ['tenant'],
    async () => (type === 'User' ? (await api.tenant.users(page)).items : (await api.tenant.groups(page)).items),
  );
  return objects.data ?? [];
}

function isMailMissing(mapping: ObjectMapping, preview: MappingPreviewView | null): boolean {
  const row = mapping.attributeMappings.find(({ targetAttributeName }) => isWorkMail(targetAttributeName));
  const value = preview?.rows.find(({ targetAttributeName }) => isWorkMail(targetAttributeName));
  return row !== undefined && preview !== null && (value === undefined || value.value === null);
}

const columns: readonly Column<NumberedRow>[] = [
  {
    key: 'target',
    name: 'customappsso attribute',
    width: 'minmax(288px, 1.8fr)',
    render: ({ targetAttributeName }) => <PathText path={targetAttributeName} />,
  },
  {
    key: 'source',
    name: 'Microsoft Entra ID attribute',
    width: 'minmax(152px, 1.5fr)',
    render: ({ source }) => (
      <span className="mono" title={sourceTextOf(source)}>
        {sourceTextOf(source)}
      </span>
    ),
  },
  { key: 'type', name: 'Type', width: 76, render: ({ source }) => typeWordOf(source) },
  {
    key: 'match',
    name: 'Match',
    width: 56,
    render: ({ matchingPriority }) => (matchingPriority === 0 ? null : matchingPriority),
  },
  {
    key: 'apply',
    name: 'Apply this mapping',
    width: 172,
    render: ({ flowType }) => (flowType === 'Always' ? 'Always' : 'Only during object creation'),
  },
];

const marks = { problem: 'failed', edited: 'updated' } as const;

function Value({
  row,
  value,
}: {
  readonly row: AttributeMapping;
  readonly value: MappingPreviewView['rows'][number] | undefined;
}) {
  if (value?.problem !== undefined && value.problem !== null) {
    return (
      <span title={value.problem}>
        <StatusTag role={marks.problem} isPlain>
          {value.problem}
        </StatusTag>
      </span>
    );
  }
  if (value === undefined || value.value === null) return <span className="muted">no value, not sent</span>;
  const text = typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
  // A reference is shown by name: what is sent is the id the other object has at the target.
  if (isReference(row.targetAttributeName)) return <span>→ {Array.isArray(value.value) ? value.value.join(', ') : text}</span>;
  if (row.targetAttributeName === 'active' && text === 'False') {
    return (
      <span>
        <span className="mono">False</span> <span className="muted">not in scope</span>
      </span>
    );
  }
  return (
    <span className="mono" title={text}>
      {text}
    </span>
  );
}

interface RowActionsProps {
  readonly row: NumberedRow;
  readonly isEdited: boolean;
  onEdit(index: number): void;
  onDelete(index: number): void;
}

function RowActions({ row, isEdited, onEdit, onDelete }: RowActionsProps) {
  return (
    <span className="row">
      <button
        type="button"
        className="entra-text-button"
        aria-label={`Edit ${row.targetAttributeName}`}
        onClick={() => onEdit(row.index)}
      >
        {isEdited ? (
          <StatusTag role={marks.edited} isPlain>
            Edited
          </StatusTag>
        ) : (
          'Edit'
        )}
      </button>
      <button
        type="button"
        className="entra-text-button"
        aria-label={`Delete ${row.targetAttributeName}`}
        onClick={() => onDelete(row.index)}
      >
        Delete
      </button>
    </span>
  );
}
