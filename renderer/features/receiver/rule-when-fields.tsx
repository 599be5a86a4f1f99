import { Checkbox, Field, Input, Select } from '@fluentui/react-components';
import type { Problem } from '#shared/kernel/parsed.ts';
import { say } from '../../app/messages.ts';
import { validation } from './field-validation.ts';
import type { RuleDraft, WhenKey } from './rule-draft.ts';

interface WhenFieldsProps {
  readonly draft: RuleDraft;
  readonly byField: ReadonlyMap<string, readonly Problem[]>;
  onChange(draft: RuleDraft): void;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Which requests a rule means, and how often it falls upon them. */
export function WhenFields({ draft, byField, onChange }: WhenFieldsProps) {
  const set = (key: WhenKey, value: string) => onChange({ ...draft, when: { ...draft.when, [key]: value } });
  const toggle = (method: string) => {
    const { methods: before } = draft;
    onChange({ ...draft, methods: before.includes(method) ? before.filter((one) => one !== method) : [...before, method] });
  };
  const field = { values: draft.when, byField, onSet: set };
  return (
    <>
      <fieldset className="rule-part">
        <legend>{say('rule.when')}</legend>
        <p className="caption muted">{say('rule.when.text')}</p>
        <Field label={say('rule.method')} {...validation(byField.get('when.method'))}>
          <div className="row rule-methods">
            {[...new Set([...methods, ...draft.methods])].map((method) => (
              <Checkbox key={method} label={method} checked={draft.methods.includes(method)} onChange={() => toggle(method)} />
            ))}
          </div>
        </Field>
        <div className="rule-row">
          <Choice {...field} name="type" label={say('rule.type')} options={endpoints} />
          <Text {...field} name="path" label={say('rule.path')} hint={say('rule.path.hint')} />
        </div>
        <div className="rule-row">
          <Text {...field} name="parameter" label={say('rule.parameter')} hint={say('rule.parameter.hint')} />
          <Choice {...field} name="op" label={say('rule.op')} options={operations} />
        </div>
        <div className="rule-row">
          <Text {...field} name="attribute" label={say('rule.attribute')} hint={say('rule.attribute.hint')} />
          <Choice {...field} name="hasFilter" label={say('rule.filter')} options={filters} />
        </div>
      </fieldset>
      <fieldset className="rule-part">
        <legend>{say('rule.often')}</legend>
        <p className="caption muted">{say('rule.often.text')}</p>
        <div className="rule-row">
          <Text {...field} name="every" label={say('rule.every')} hint={say('rule.every.hint')} />
          <Text {...field} name="nth" label={say('rule.nth')} hint={say('rule.nth.hint')} />
          <Text {...field} name="chance" label={say('rule.chance')} hint={say('rule.chance.hint')} />
        </div>
        <div className="rule-row">
          <Text {...field} name="after" label={say('rule.after')} />
          <Text {...field} name="times" label={say('rule.times')} />
        </div>
        <div className="rule-row">
          <Text {...field} name="from" label={say('rule.from')} hint={say('rule.window.hint')} />
          <Text {...field} name="until" label={say('rule.until')} />
        </div>
      </fieldset>
    </>
  );
}

interface Choosable {
  readonly value: string;
  readonly word: string;
}

const endpoints: readonly Choosable[] = [
  { value: '', word: say('rule.any') },
  { value: 'User', word: '/Users' },
  { value: 'Group', word: '/Groups' },
];
const operations: readonly Choosable[] = [
  { value: '', word: say('rule.any') },
  ...['add', 'replace', 'remove'].map((op) => ({ value: op, word: op })),
];
const filters: readonly Choosable[] = [
  { value: '', word: say('rule.any') },
  { value: 'true', word: say('rule.filter.yes') },
  { value: 'false', word: say('rule.filter.no') },
];

interface PartProps {
  readonly name: WhenKey;
  readonly label: string;
  readonly values: RuleDraft['when'];
  readonly byField: ReadonlyMap<string, readonly Problem[]>;
  onSet(key: WhenKey, value: string): void;
}

function Text({ name, label, hint, values, byField, onSet }: PartProps & { readonly hint?: string }) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} {...validation(byField.get(`when.${name}`))}>
      <Input value={values[name]} onChange={(_event, { value }) => onSet(name, value)} />
    </Field>
  );
}

function Choice({ name, label, options, values, byField, onSet }: PartProps & { readonly options: readonly Choosable[] }) {
  return (
    <Field label={label} {...validation(byField.get(`when.${name}`))}>
      <Select value={values[name]} onChange={(_event, { value }) => onSet(name, value)}>
        {options.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </Select>
    </Field>
  );
}
