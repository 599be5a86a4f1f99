import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useId } from 'react';
import type { LanguageOptions } from '#shared/entra/expressions/evaluation-context.ts';
import { readExpression } from '#shared/entra/expressions/parse-expression.ts';
import type { AttributeMapping, MappingSource } from '#shared/entra/job-configuration.ts';
import type { TargetDefinition } from '#shared/entra/target-definition.ts';
import { ExpressionField } from './expression-field.tsx';

/** What is wrong with a field, in the shape Fluent takes it; empty where nothing is. */
export interface Validation {
  readonly validationState?: 'error';
  readonly validationMessage?: string;
}

interface TargetFieldProps {
  readonly targets: readonly TargetDefinition[];
  readonly row: AttributeMapping;
  readonly validation: Validation;
  onChange(part: Partial<AttributeMapping>): void;
}

export function TargetField({ targets, row, validation, onChange }: TargetFieldProps) {
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
        {targets
          .filter(({ isAnchor }) => !isAnchor)
          .map(({ name, type }) => (
            <option key={name} value={name}>
              {type}
            </option>
          ))}
      </datalist>
    </Field>
  );
}

interface SourceFieldProps {
  readonly sourceAttributes: readonly string[];
  readonly source: MappingSource;
  readonly options: LanguageOptions;
  readonly validation: Validation;
  onChange(source: MappingSource): void;
  /** *Use the expression builder*. */
  onBuild(): void;
}

/** Where the value comes from, by mapping type. */
export function SourceField({ sourceAttributes, source, options, validation, onChange, onBuild }: SourceFieldProps) {
  switch (source.type) {
    case 'Attribute': {
      const isKnown = source.name === '' || sourceAttributes.includes(source.name);
      return (
        <Field
          label="Source attribute"
          hint="Photos are not offered: Entra ID's SCIM provisioning cannot send them."
          {...validation}
        >
          <Select value={source.name} onChange={(_event, { value }) => onChange({ type: 'Attribute', name: value })}>
            <option value="">Choose an attribute</option>
            {!isKnown && <option value={source.name}>{source.name}</option>}
            {sourceAttributes.map((name) => (
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
        <div className="stack">
          <ExpressionField
            text={source.expression}
            error={errorOf(source.expression, options, validation)}
            rowCount={3}
            onChange={(expression) => onChange({ type: 'Function', expression })}
          />
          <div>
            <Button onClick={onBuild}>Use the expression builder</Button>
          </div>
        </div>
      );
    case 'None':
      return (
        <p className="muted entra-text">
          No value flows to the target attribute; what the target holds there is left alone. Where it holds nothing, the default
          value is sent.
        </p>
      );
  }
}

/** An error of the text with its column; what else is wrong with the field has none. */
function errorOf(expression: string, options: LanguageOptions, { validationMessage }: Validation) {
  if (validationMessage === undefined) return null;
  const read = expression.trim() === '' ? null : readExpression(expression, options);
  return read === null || read.ok ? { message: validationMessage, remedy: '', column: null } : read.error;
}
