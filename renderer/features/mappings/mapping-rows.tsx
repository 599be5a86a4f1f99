import { useState } from 'react';
import type { MappingPreviewView } from '#shared/api/mapping-views.ts';
import type { AttributeMapping, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { definitionIn } from '#shared/entra/target-catalogue.ts';
import { Banner } from '../../components/banner.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { isWorkMail } from '../applications/mapped-attributes.ts';
import { PathText } from '../applications/path-text.tsx';
import { MappedValue } from './mapped-value.tsx';
import { flowTypeWord, sourceTextOf, typeWordOf } from './mapping-draft.ts';
import { SourceObjectPicker } from './source-object-picker.tsx';
import { useMappingPreview } from './use-mapping-preview.ts';
import { useSourceObject } from './use-source-object.ts';

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
  const [search, setSearch] = useState('');
  const type = mapping.sourceObjectName;
  const { object } = useSourceObject(type);
  const preview = useMappingPreview({ appId, mapping, objectId: object?.objectId ?? null });
  const name = object?.displayName ?? 'a chosen object';
  const rows = mapping.attributeMappings
    .map((row, index): NumberedRow => ({ ...row, index }))
    .filter((row) => `${row.targetAttributeName} ${sourceTextOf(row.source)}`.toLowerCase().includes(search.toLowerCase()));
  const previewOf = (row: AttributeMapping) =>
    preview.data?.rows.find(({ targetAttributeName }) => targetAttributeName === row.targetAttributeName);
  const isReference = (row: AttributeMapping) =>
    definitionIn(mapping.targetAttributes, row.targetAttributeName).type === 'Reference';
  const isRequired = (row: AttributeMapping) => definitionIn(mapping.targetAttributes, row.targetAttributeName).isRequired;
  const hasNoMail = mapping.sourceObjectName === 'User' && isMailMissing(mapping, preview.data ?? null);
  return (
    <>
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder={`Filter ${mapping.attributeMappings.length} mappings`}
        count={`${rows.length} of ${mapping.attributeMappings.length} shown`}
      >
        <SourceObjectPicker label="Show values for" type={type} />
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
            render: (row) => <MappedValue name={row.targetAttributeName} value={previewOf(row)} isReference={isReference(row)} />,
          },
          {
            key: 'edit',
            name: 'Edit',
            width: 132,
            render: (row) => (
              <RowActions
                row={row}
                isEdited={editedTargets.has(row.targetAttributeName)}
                isRequired={isRequired(row)}
                onEdit={onEdit}
                onDelete={onDelete}
              />
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
    render: ({ flowType }) => flowTypeWord(flowType),
  },
];

const marks = { edited: 'updated' } as const;

interface RowActionsProps {
  readonly row: NumberedRow;
  readonly isEdited: boolean;
  /** Entra has no Delete for what the target requires. */
  readonly isRequired: boolean;
  onEdit(index: number): void;
  onDelete(index: number): void;
}

function RowActions({ row, isEdited, isRequired, onEdit, onDelete }: RowActionsProps) {
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
      {!isRequired && (
        <button
          type="button"
          className="entra-text-button"
          aria-label={`Delete ${row.targetAttributeName}`}
          onClick={() => onDelete(row.index)}
        >
          Delete
        </button>
      )}
    </span>
  );
}
