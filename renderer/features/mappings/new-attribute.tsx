import { Button, Checkbox, Field, Input, Select } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { attributeListProblems } from '#shared/entra/mapping-problems-list.ts';
import { type TargetDefinition, type TargetType, targetDefinition } from '#shared/entra/target-definition.ts';
import { Panel } from '../../components/panel.tsx';
import { targetTypes } from './attribute-list-draft.ts';

interface NewAttributeProps {
  /** With the list as it stands, added and deleted rows included. */
  readonly mapping: ObjectMapping;
  onAdd(definition: TargetDefinition): void;
}

const empty = targetDefinition('', 'String');

/** The last row of Entra's attribute list, where a new attribute is typed. */
export function NewAttribute({ mapping, onAdd }: NewAttributeProps) {
  const [typed, setTyped] = useState(empty);
  const definition = { ...typed, name: typed.name.trim() };
  const refusal = definition.name === '' ? null : refusalOf(definition, mapping);
  const flags = [
    ['isRequired', 'Required?'],
    ['isMultivalued', 'Multi-value?'],
    ['isCaseExact', 'Exact case?'],
  ] as const;
  return (
    <Panel title="Add an attribute">
      <div className="new-attribute">
        <Field
          label="Name"
          className="grow"
          {...(refusal === null ? {} : { validationState: 'error', validationMessage: refusal })}
          hint="A SCIM path, or urn:ietf:params:scim:schemas:extension:<CustomExtensionName>:2.0:User:<attribute>"
        >
          <Input className="mono" value={typed.name} onChange={(_event, { value }) => setTyped({ ...typed, name: value })} />
        </Field>
        <Field label="Type">
          <Select value={typed.type} onChange={(_event, { value }) => setTyped({ ...typed, type: value as TargetType })}>
            {targetTypes.map((type) => (
              <option key={type}>{type}</option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="row">
        {flags.map(([flag, label]) => (
          <Checkbox
            key={flag}
            label={label}
            checked={typed[flag]}
            onChange={(_event, { checked }) => setTyped({ ...typed, [flag]: checked === true })}
          />
        ))}
        <span className="grow" />
        <Button
          icon={<Add16Regular />}
          disabled={definition.name === '' || refusal !== null}
          onClick={() => {
            onAdd(definition);
            setTyped(empty);
          }}
        >
          Add attribute
        </Button>
      </div>
    </Panel>
  );
}

/** Why the list does not take an attribute; null where it does. */
function refusalOf(definition: TargetDefinition, mapping: ObjectMapping): string | null {
  const before = new Set(attributeListProblems(mapping).map(({ message }) => message));
  const after = attributeListProblems({ ...mapping, targetAttributes: [...mapping.targetAttributes, definition] });
  const refused = after.find(({ message }) => !before.has(message));
  return refused === undefined ? null : `${refused.message} ${refused.remedy}`;
}
