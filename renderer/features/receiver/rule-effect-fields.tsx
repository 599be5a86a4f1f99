import { Checkbox, Dropdown, Field, Input, Option, OptionGroup, Switch } from '@fluentui/react-components';
import type { FaultFieldView, FaultKindView } from '#shared/api/fault-views.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { say } from '../../app/messages.ts';
import { CodedText } from '../../components/coded-text.tsx';
import { validation } from './field-validation.ts';
import type { RuleDraft } from './rule-draft.ts';

interface EffectFieldsProps {
  readonly draft: RuleDraft;
  readonly kinds: readonly FaultKindView[];
  readonly byField: ReadonlyMap<string, readonly Problem[]>;
  onChange(draft: RuleDraft): void;
  onKind(kind: FaultKindView): void;
}

const groups = [
  { id: 'instead', name: say('rule.group.instead') },
  { id: 'way', name: say('rule.group.way') },
  { id: 'answer', name: say('rule.group.answer') },
  { id: 'write', name: say('rule.group.write') },
] as const;

/** What happens to a request, and under which name: the fault, and the fields of that fault as the catalogue has them. */
export function EffectFields({ draft, kinds, byField, onChange, onKind }: EffectFieldsProps) {
  const kind = kinds.find((known) => known.kind === draft.kind);
  const setValue = (name: string, value: string | undefined) => {
    const { [name]: _before, ...others } = draft.values;
    onChange({ ...draft, values: value === undefined ? others : { ...others, [name]: value } });
  };
  return (
    <fieldset className="rule-part">
      <legend>{say('rule.effect')}</legend>
      <Field label={say('rule.kind')} {...validation(byField.get('effect.kind'))}>
        <Dropdown
          listbox={{ className: 'fault-options' }}
          value={draft.kind}
          selectedOptions={[draft.kind]}
          onOptionSelect={(_event, { optionValue }) => {
            const chosen = kinds.find((known) => known.kind === optionValue);
            if (chosen !== undefined) onKind(chosen);
          }}
        >
          {groups.map(({ id, name }) => (
            <OptionGroup key={id} label={name}>
              {kinds
                .filter(({ group }) => group === id)
                .map((known) => (
                  <Option key={known.kind} value={known.kind} text={known.kind}>
                    <span className="fault-option">
                      <span className="mono">{known.kind}</span>
                      <span className="caption muted">
                        <CodedText text={known.sentence} />
                      </span>
                    </span>
                  </Option>
                ))}
            </OptionGroup>
          ))}
        </Dropdown>
      </Field>
      {kind !== undefined && (
        <p className="rule-kind">
          <CodedText text={kind.sentence} /> <span className="caption muted">{say('rule.source', { source: kind.source })}</span>
        </p>
      )}
      {kind?.fields.map((field) => (
        <EffectField
          key={`${kind.kind} ${field.name}`}
          field={field}
          value={draft.values[field.name]}
          problems={byField.get(`effect.${field.name}`)}
          onChange={(value) => setValue(field.name, value)}
        />
      ))}
      <div className="rule-row">
        <Field label={say('rule.id')} hint={say('rule.id.hint')} {...validation(byField.get('id'))}>
          <Input className="mono" value={draft.id} onChange={(_event, { value }) => onChange({ ...draft, id: value })} />
        </Field>
        <Switch
          label={say('rule.isOn')}
          checked={draft.isOn}
          onChange={(_event, { checked }) => onChange({ ...draft, isOn: checked })}
        />
      </div>
    </fieldset>
  );
}

interface EffectFieldProps {
  readonly field: FaultFieldView;
  /** Undefined: left out. */
  readonly value: string | undefined;
  readonly problems: readonly Problem[] | undefined;
  onChange(value: string | undefined): void;
}

function EffectField({ field, value, problems, onChange }: EffectFieldProps) {
  const label = field.sentence.replace(/\.$/, '');
  if (field.type === 'boolean') {
    return <Switch label={label} checked={value === 'true'} onChange={(_event, { checked }) => onChange(String(checked))} />;
  }
  const input = (
    <Field label={label} hint={hintOf(field)} {...validation(problems)}>
      {field.type === 'choice' ? (
        <Dropdown
          value={value === undefined || value === '' ? say('receiver.none') : value}
          selectedOptions={[value ?? '']}
          onOptionSelect={(_event, { optionValue }) => onChange(optionValue ?? '')}
        >
          {field.choices.map((choice) => (
            <Option key={choice} value={choice} text={choice === '' ? say('receiver.none') : choice}>
              {choice === '' ? say('receiver.none') : choice}
            </Option>
          ))}
        </Dropdown>
      ) : (
        <Input
          value={value ?? ''}
          inputMode={field.type === 'integer' ? 'numeric' : field.type === 'number' ? 'decimal' : 'text'}
          onChange={(_event, { value: typed }) => onChange(typed)}
        />
      )}
    </Field>
  );
  if (field.type !== 'text' || field.isOptional !== true) return input;
  return (
    <div className="rule-optional">
      <Checkbox
        label={say('rule.field.set', { name: field.name })}
        checked={value !== undefined}
        onChange={(_event, { checked }) => onChange(checked === true ? '' : undefined)}
      />
      {value !== undefined && input}
    </div>
  );
}

/** By which name a file and the guide know the field, and what it takes. */
function hintOf(field: FaultFieldView): string {
  const { name } = field;
  if (field.type === 'texts') return say('rule.field.list', { name });
  if (field.type === 'integer' || field.type === 'number') {
    return say('rule.field.range', { name, min: field.min, max: field.max });
  }
  const usual = 'default' in field ? field.default : undefined;
  return usual === undefined || usual === '' ? name : say('rule.field.default', { name, value: String(usual) });
}
