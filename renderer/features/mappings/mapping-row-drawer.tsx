import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { MappingView } from '#shared/api/mapping-views.ts';
import type { AttributeMapping, FlowType, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { Banner } from '../../components/banner.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ExpressionBuilder } from './expression-builder.tsx';
import {
  emptyRow,
  flowTypeWord,
  type MappingTypeWord,
  portalFlowTypes,
  problemsOfRow,
  type RowProblem,
  typeWordOf,
  withTypeWord,
} from './mapping-draft.ts';
import { SourceField, TargetField, type Validation } from './mapping-row-fields.tsx';
import { useSurroundings } from './use-surroundings.ts';

interface MappingRowDrawerProps {
  readonly appId: string;
  readonly view: MappingView;
  readonly mapping: ObjectMapping;
  /** The row being edited; null for a new one. */
  readonly index: number | null;
  onClose(): void;
  onOk(row: AttributeMapping): void;
}

const typeWords: readonly MappingTypeWord[] = ['Direct', 'Constant', 'Expression', 'None'];

/** Entra's Edit Attribute: one row of a mapping. */
export function MappingRowDrawer(props: MappingRowDrawerProps) {
  const { mapping, index, onClose } = props;
  const before = index === null ? emptyRow : mapping.attributeMappings[index];
  if (before !== undefined) return <RowDrawer {...props} before={before} />;
  return (
    <DrawerFrame title="Edit Attribute" isOpen onClose={onClose}>
      <Banner intent="warning" title={`This mapping has no row ${index}`}>
        It may have been deleted. Close this and choose another row.
      </Banner>
    </DrawerFrame>
  );
}

function RowDrawer({
  appId,
  view,
  mapping,
  index,
  before,
  onClose,
  onOk,
}: MappingRowDrawerProps & { readonly before: AttributeMapping }) {
  const surroundings = useSurroundings(appId, mapping.sourceObjectName, view.sourceAttributes);
  const [row, setRow] = useState(before);
  const [isTouched, setIsTouched] = useState(index !== null);
  const [isBuilding, setIsBuilding] = useState(false);
  const problems = problemsOfRow({ row, mapping, index, surroundings });
  const validationOf = (field: RowProblem['field']): Validation => {
    const problem = isTouched ? problems.find((candidate) => candidate.field === field) : undefined;
    return problem === undefined ? {} : { validationState: 'error', validationMessage: problem.message };
  };
  const change = (part: Partial<AttributeMapping>) => {
    setIsTouched(true);
    setRow({ ...row, ...part });
  };
  return (
    <DrawerFrame
      title={index === null ? 'Add New Mapping' : 'Edit Attribute'}
      isOpen
      size="large"
      isChanged={JSON.stringify(row) !== JSON.stringify(before)}
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
        <TargetField targets={mapping.targetAttributes} row={row} onChange={change} validation={validationOf('target')} />
      </div>
      <SourceField
        sourceAttributes={view.sourceAttributes}
        source={row.source}
        options={surroundings.options}
        validation={validationOf('source')}
        onChange={(source) => change({ source })}
        onBuild={() => setIsBuilding(true)}
      />
      <Properties mapping={mapping} row={row} validation={validationOf('precedence')} onChange={change} />
      {isBuilding && (
        <ExpressionBuilder
          appId={appId}
          type={mapping.sourceObjectName}
          sourceAttributes={view.sourceAttributes}
          initialText={row.source.type === 'Function' ? row.source.expression : ''}
          onClose={() => setIsBuilding(false)}
          onAdd={(expression) => {
            change({ source: { type: 'Function', expression } });
            setIsBuilding(false);
          }}
        />
      )}
    </DrawerFrame>
  );
}

interface PropertiesProps {
  readonly mapping: ObjectMapping;
  readonly row: AttributeMapping;
  readonly validation: Validation;
  onChange(part: Partial<AttributeMapping>): void;
}

/** When the value flows, and whether objects are found by it. */
function Properties({ mapping, row, validation, onChange }: PropertiesProps) {
  const isOfPortal = portalFlowTypes.includes(row.flowType);
  return (
    <div className="entra-two-columns">
      <Field
        label="Default value if null (optional)"
        hint={row.source.type === 'None' ? 'Sent where the target has no value.' : 'Used only when the object is created.'}
      >
        <Input
          value={row.defaultValue ?? ''}
          onChange={(_event, { value }) => onChange({ defaultValue: value === '' ? null : value })}
        />
      </Field>
      <Field
        label="Apply this mapping"
        hint={isOfPortal ? null : 'Set by a schema document. The portal cannot choose it; it is kept until another is chosen.'}
      >
        <Select value={row.flowType} onChange={(_event, { value }) => onChange({ flowType: value as FlowType })}>
          {!isOfPortal && <option value={row.flowType}>{flowTypeWord(row.flowType)}</option>}
          {portalFlowTypes.map((flowType) => (
            <option key={flowType} value={flowType}>
              {flowTypeWord(flowType)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Match objects using this attribute">
        <Select
          value={row.matchingPriority > 0 ? 'Yes' : 'No'}
          onChange={(_event, { value }) => onChange({ matchingPriority: value === 'Yes' ? freePrecedence(mapping) : 0 })}
        >
          <option>No</option>
          <option>Yes</option>
        </Select>
      </Field>
      <Field label="Matching precedence" hint="The lowest is tried first." {...validation}>
        <Input
          type="number"
          min={1}
          max={100}
          disabled={row.matchingPriority === 0}
          value={row.matchingPriority === 0 ? '' : String(row.matchingPriority)}
          onChange={(_event, { value }) =>
            onChange({ matchingPriority: Math.min(100, Math.max(1, Math.trunc(Number(value)) || 1)) })
          }
        />
      </Field>
    </div>
  );
}

function freePrecedence(mapping: ObjectMapping): number {
  return Math.max(0, ...mapping.attributeMappings.map(({ matchingPriority }) => matchingPriority)) + 1;
}
