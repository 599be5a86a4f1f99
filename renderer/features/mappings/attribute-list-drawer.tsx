import { Button, Checkbox, Input, Select } from '@fluentui/react-components';
import { Delete16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { attributeListProblems } from '#shared/entra/mapping-problems-list.ts';
import type { TargetDefinition, TargetType } from '#shared/entra/target-definition.ts';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { deletionRefusal, listChangeCount, targetTypes, withDefinition, withoutDefinition } from './attribute-list-draft.ts';
import { NewAttribute } from './new-attribute.tsx';

interface AttributeListDrawerProps {
  readonly mapping: ObjectMapping;
  onClose(): void;
  onOk(list: readonly TargetDefinition[]): void;
}

/** *Edit attribute list for customappsso*: what the target has, as Entra knows it. */
export function AttributeListDrawer({ mapping, onClose, onOk }: AttributeListDrawerProps) {
  const [list, setList] = useState(mapping.targetAttributes);
  const [search, setSearch] = useState('');
  const changeCount = listChangeCount(mapping.targetAttributes, list);
  const problems = attributeListProblems({ ...mapping, targetAttributes: list });
  const rows = list.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <DrawerFrame
      title="Edit attribute list for customappsso"
      isOpen
      size="wide"
      isChanged={changeCount > 0}
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" disabled={problems.length > 0} onClick={() => onOk(list)}>
            Ok
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <span className="entra-consequence muted caption">
            {changeCount === 0 ? 'Takes effect after Save' : `${counted(changeCount, 'change')}, in effect after Save`}
          </span>
        </>
      }
    >
      <p className="entra-text">
        Entra ID does not ask the target for its schema: what stands here is what a mapping may send to. An attribute that the
        list has and the target has not is sent all the same.
      </p>
      {problems.length > 0 && (
        <Banner intent="error" title="Entra ID does not take this list">
          <ul className="entra-notes">
            {problems.map(({ place, message, remedy }) => (
              <li key={`${place} ${message}`}>
                {message} {remedy}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <div className="attribute-list">
        <FilterBar
          search={search}
          onSearch={setSearch}
          placeholder="Filter attributes"
          count={`${rows.length} of ${list.length} shown`}
        />
        <DataTable
          label="Attribute list"
          columns={columnsFor({
            mapping,
            onChange: (name, change) => setList(withDefinition(list, name, change)),
            onDelete: (name) => setList(withoutDefinition(list, name)),
          })}
          rows={rows}
          rowKey={({ name }) => name}
          rowHeight={36}
          empty={<p className="muted">No attribute matches “{search}”.</p>}
        />
      </div>
      <NewAttribute mapping={{ ...mapping, targetAttributes: list }} onAdd={(definition) => setList([...list, definition])} />
    </DrawerFrame>
  );
}

interface RowParts {
  readonly mapping: ObjectMapping;
  onChange(name: string, change: Partial<TargetDefinition>): void;
  onDelete(name: string): void;
}

function columnsFor({ mapping, onChange, onDelete }: RowParts): readonly Column<TargetDefinition>[] {
  return [
    {
      key: 'name',
      name: 'Name',
      width: 'minmax(240px, 2fr)',
      render: ({ name }) => (
        <span className="mono" title={name}>
          {name}
        </span>
      ),
    },
    {
      key: 'type',
      name: 'Type',
      width: 124,
      render: ({ name, type, isAnchor }) => (
        <Select
          size="small"
          aria-label={`Type of ${name}`}
          value={type}
          disabled={isAnchor}
          onChange={(_event, { value }) => onChange(name, { type: value as TargetType })}
        >
          {targetTypes.map((known) => (
            <option key={known}>{known}</option>
          ))}
        </Select>
      ),
    },
    flagColumn('isAnchor', 'Primary key?', onChange),
    flagColumn('isRequired', 'Required?', onChange),
    flagColumn('isMultivalued', 'Multi-value?', onChange),
    flagColumn('isCaseExact', 'Exact case?', onChange),
    {
      key: 'referenced',
      name: 'Referenced Object Attribute',
      width: 'minmax(150px, 1fr)',
      render: ({ name, type, referencedObjects }) =>
        type === 'Reference' ? (
          <Input
            size="small"
            className="mono"
            aria-label={`Referenced objects of ${name}`}
            title={referencedObjects.join(', ')}
            value={referencedObjects.join(', ')}
            onChange={(_event, { value }) => onChange(name, { referencedObjects: value.split(/,\s*/) })}
          />
        ) : null,
    },
    {
      key: 'delete',
      name: 'Delete',
      width: 52,
      render: (definition) => {
        const refusal = deletionRefusal(definition, mapping);
        return (
          <Button
            appearance="subtle"
            size="small"
            icon={<Delete16Regular />}
            aria-label={`Delete ${definition.name}`}
            title={refusal ?? `Delete ${definition.name}`}
            disabledFocusable={refusal !== null}
            onClick={() => onDelete(definition.name)}
          />
        );
      },
    },
  ];
}

type Flag = 'isAnchor' | 'isRequired' | 'isMultivalued' | 'isCaseExact';

function flagColumn(key: Flag, label: string, onChange: RowParts['onChange']): Column<TargetDefinition> {
  return {
    key,
    name: label,
    width: 88,
    render: (definition) => (
      <Checkbox
        className="attribute-flag"
        aria-label={`${label} ${definition.name}`}
        checked={definition[key]}
        disabled={key === 'isAnchor' || definition.isAnchor}
        onChange={(_event, { checked }) => onChange(definition.name, { [key]: checked === true })}
      />
    ),
  };
}
