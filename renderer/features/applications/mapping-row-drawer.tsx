import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { MappingView } from '#shared/api/views.ts';
import type { AttributeMapping, MappingSource, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { Banner } from '../../components/banner.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { emptyRow, type MappingTypeWord, problemsOfRow, typeWordOf, withTypeWord } from './mapping-draft.ts';

interface MappingRowDrawerProps {
  readonly view: MappingView;
  readonly mapping: ObjectMapping;
  /** The row being edited; null for a new one. */
  readonly index: number | null;
  onClose(): void;
  onOk(row: AttributeMapping): void;
}

const typeWords: readonly MappingTypeWord[] = ['Direct', 'Constant', 'Expression', 'None'];

/** Entra's Edit Attribute: one row of a mapping. */
export function MappingRowDrawer({ view, mapping, index, onClose, onOk }: MappingRowDrawerProps) {
  const before = index === null ? emptyRow : mapping.attributeMappings[index];
  const [row, setRow] = useState<AttributeMapping>(before ?? emptyRow);
  const [isTouched, setIsTouched] = useState(index !== null);
  const problems = problemsOfRow(row, mapping, index);
  const messageFor = (field: 'source' | 'target' | 'precedence') => {
    const problem = isTouched ? problems.find((candidate) => candidate.field === field) : undefined;
    return problem === undefined ? {} : { validationState: 'error' as const, validationMessage: problem.message };
  };
  const change = (part: Partial<AttributeMapping>) => {
    setIsTouched(true);
    setRow({ ...row, ...part });
  };
  const title = index === null ? 'Add New Mapping' : 'Edit Attribute';
  if (before === undefined) {
    return (
      <DrawerFrame title={title} isOpen onClose={onClose}>
        <Banner intent="warning" title={`This mapping has no row ${index}`}>
          It may have been deleted. Close this and choose another row.
        </Banner>
      </DrawerFrame>
    );
  }
  return (
    <DrawerFrame
      title={title}
      isOpen
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" disabled={problems.length > 0} onClick={() => onOk(row)}>
            Ok
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <span className="entra-consequence muted caption">Takes effect after Save</span>
        </>
      }
    >
      <div className="entra-two-columns">
        <Field label="Mapping type">
          <Select
            value={typeWordOf(row.source)}
            onChange={(_event, { value }) => change({ source: withTypeWord(row.source, value as MappingTypeWord) })}
          >
            {typeWords.map((word) => (
              <option key={word}>{word}</option>
            ))}
          </Select>
        </Field>
        <TargetField view={view} row={row} onChange={change} validation={messageFor('target')} />
      </div>
      <SourceField view={view} source={row.source} onChange={(source) => change({ source })} validation={messageFor('source')} />
      <div className="entra-two-columns">
        <Field label="Default value if null (optional)" hint="Used only when the object is created.">
          <Input
            value={row.defaultValue ?? ''}
            onChange={(_event, { value }) => change({ defaultValue: value === '' ? null : value })}
          />
        </Field>
        <Field label="Apply this mapping">
          <Select
            value={row.flowType}
            onChange={(_event, { value }) => change({ flowType: value === 'ObjectAddOnly' ? 'ObjectAddOnly' : 'Always' })}
          >
            <option value="Always">Always</option>
            <option value="ObjectAddOnly">Only during object creation</option>
          </Select>
        </Field>
        <Field label="Match objects using this attribute">
          <Select
            value={row.matchingPriority > 0 ? 'Yes' : 'No'}
            onChange={(_event, { value }) => change({ matchingPriority: value === 'Yes' ? freePrecedence(mapping) : 0 })}
          >
            <option>No</option>
            <option>Yes</option>
          </Select>
        </Field>
        <Field label="Matching precedence" hint="The lowest is tried first." {...messageFor('precedence')}>
          <Input
            type="number"
            min={1}
            max={100}
            disabled={row.matchingPriority === 0}
            value={row.matchingPriority === 0 ? '' : String(row.matchingPriority)}
            onChange={(_event, { value }) =>
              change({ matchingPriority: Math.min(100, Math.max(1, Math.trunc(Number(value)) || 1)) })
            }
          />
        </Field>
      </div>
    </DrawerFrame>
  );
}

function freePrecedence(mapping: ObjectMapping): number {
  return Math.max(0, ...mapping.attributeMappings.map(({ matchingPriority }) => matchingPriority)) + 1;
}

interface Validation {
  readonly validationState?: 'error';
  readonly validationMessage?: string;
}

interface TargetFieldProps {
  readonly view: MappingView;
  readonly row: AttributeMapping;
  readonly validation: Validation;
  onChange(part: Partial<AttributeMapping>): void;
}

function TargetField({ view, row, validation, onChange }: TargetFieldProps) {
  const listId = useId();
  return (
    <Field label="Target attribute" {...validation}>
      <Input
        className="mono"
        list={listId}
        value={row.targetAttributeName}
        onChange={(_event, { value }) => onChange({ targetAttributeName: value })}
      />
      <datalist id={listId}>
        {view.targetAttributes.map(({ name, type }) => (
          <option key={name} value={name}>
            {type}
          </option>
        ))}
      </datalist>
    </Field>
  );
}

interface SourceFieldProps {
  readonly view: MappingView;
  readonly source: MappingSource;
  readonly validation: Validation;
  onChange(source: MappingSource): void;
}

function SourceField({ view, source, validation, onChange }: SourceFieldProps) {
  switch (source.type) {
    case 'Attribute': {
      const isKnown = source.name === '' || view.sourceAttributes.includes(source.name);
      return (
        <Field
          label="Source attribute"
          hint="Photos are not offered: Entra ID's SCIM provisioning cannot send them."
          {...validation}
        >
          <Select value={source.name} onChange={(_event, { value }) => onChange({ type: 'Attribute', name: value })}>
            <option value="">Choose an attribute</option>
            {!isKnown && <option value={source.name}>{source.name}</option>}
            {view.sourceAttributes.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      );
    }
    case 'Constant':
      return (
        <Field label="Constant value" {...validation}>
          <Input value={source.value} onChange={(_event, { value }) => onChange({ type: 'Constant', value })} />
        </Field>
      );
    case 'Function':
      return (
        <Field
          label="Expression"
          hint="Functions, [attributes] and “texts”, for example Coalesce([mail], [userPrincipalName])."
          {...validation}
        >
          <Textarea
            className="mono"
            rows={3}
            resize="vertical"
            spellCheck={false}
            value={source.expression}
            onChange={(_event, { value }) => onChange({ type: 'Function', expression: value })}
          />
        </Field>
      );
    case 'None':
      return (
        <p className="muted entra-text">No value flows to the target attribute; what the target holds there is left alone.</p>
      );
  }
}
