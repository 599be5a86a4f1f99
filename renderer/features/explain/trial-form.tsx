import { Field, Input, Select } from '@fluentui/react-components';
import type { TrialView } from '#shared/api/evidence-views.ts';
import type { SourceValue } from '#shared/entra/tenant.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { CodedText } from '../../components/coded-text.tsx';
import {
  type AttributeField,
  contactFields,
  identityFields,
  jobFields,
  otherFieldsOf,
  textOf,
} from '../directory-objects/attribute-fields.ts';
import { ManagerPicker } from '../directory-objects/manager-picker.tsx';
import type { TrialDraft } from './trial-draft.ts';
import { TrialRows, without } from './trial-rows.tsx';

interface TrialFormProps {
  readonly appId: string;
  readonly subject: TrialView['subject'];
  readonly draft: TrialDraft;
  onChange(draft: TrialDraft): void;
}

/** What is otherwise: account, assignment, manager, attributes, habits of the job. */
export function TrialForm({ appId, subject, draft, onChange }: TrialFormProps) {
  const isUser = subject.type === 'User';
  const known = useKnownObject(subject);
  const change = (part: Partial<TrialDraft>) => onChange({ ...draft, ...part });
  return (
    <section className="stack trial-form" aria-label="What is otherwise">
      <Field label="Assignment">
        <Select
          value={draft.assignment}
          onChange={(_event, { value }) => change({ assignment: value === 'assigned' || value === 'unassigned' ? value : '' })}
        >
          <option value="">As it is</option>
          <option value="assigned">Assigned directly</option>
          <option value="unassigned">Not assigned, nor by a group</option>
        </Select>
      </Field>
      <Field label={isUser ? 'Account' : 'Group'}>
        <Select value={draft.state} onChange={(_event, { value }) => change({ state: stateOf(value) })}>
          <option value="">As it is</option>
          {isUser && <option value="enabled">Sign-in allowed</option>}
          {isUser && <option value="blocked">Sign-in blocked</option>}
          <option value="deleted">Soft-deleted</option>
          <option value="restored">Not deleted</option>
        </Select>
      </Field>
      {isUser && (
        <ManagerPicker
          manager={draft.manager === undefined ? known.manager : draft.manager}
          excludedId={subject.id}
          onChange={(manager) => change({ manager })}
        />
      )}
      <AttributeRows subject={subject} attributes={known.attributes} draft={draft} onChange={change} />
      <HabitRows appId={appId} draft={draft} onChange={change} />
    </section>
  );
}

const states = ['enabled', 'blocked', 'deleted', 'restored'] as const;

function stateOf(value: string): TrialDraft['state'] {
  return states.find((state) => state === value) ?? '';
}

interface KnownObject {
  readonly attributes: Readonly<Record<string, SourceValue>>;
  readonly manager: { readonly objectId: string; readonly displayName: string } | null;
}

const unknownObject: KnownObject = { attributes: {}, manager: null };

function useKnownObject({ id, type }: TrialView['subject']): KnownObject {
  const api = useApi();
  const { data } = useView(['explain.tried', id], ['tenant'], async (): Promise<KnownObject> => {
    if (type === 'Group') return { ...unknownObject, attributes: (await api.tenant.group({ objectId: id })).attributes };
    const { attributes, managerId } = await api.tenant.user({ objectId: id });
    const manager = managerId === null ? null : await api.tenant.user({ objectId: managerId });
    return { attributes, manager: manager === null ? null : { objectId: manager.objectId, displayName: manager.displayName } };
  });
  return data ?? unknownObject;
}

interface AttributeRowsProps {
  readonly subject: TrialView['subject'];
  readonly attributes: KnownObject['attributes'];
  readonly draft: TrialDraft;
  onChange(part: Partial<TrialDraft>): void;
}

const groupFields: readonly AttributeField[] = [
  { name: 'displayName', label: 'Display name' },
  { name: 'description', label: 'Description' },
  { name: 'mail', label: 'Mail' },
  { name: 'mailNickname', label: 'Mail nickname' },
];

function AttributeRows({ subject, attributes, draft, onChange }: AttributeRowsProps) {
  const own = subject.type === 'User' ? [...identityFields, ...jobFields, ...contactFields] : groupFields;
  const others = otherFieldsOf(attributes).filter(({ name }) => !own.some((field) => field.name === name));
  // What holds a list or a switch is no text to type.
  const fields = [...own, ...others].filter(({ name }) => ['string', 'undefined'].includes(typeof attributes[name]));
  const { attributes: typed } = draft;
  const set = (name: string, text: string) => onChange({ attributes: { ...typed, [name]: text } });
  return (
    <TrialRows
      rows={Object.entries(typed).map(([name, text]) => ({
        key: name,
        label: fields.find((field) => field.name === name)?.label ?? name,
        hint: `Now: ${textOf(attributes[name]) || 'none'}`,
        control: <Input value={text} placeholder="none" onChange={(_event, { value }) => set(name, value)} />,
      }))}
      choices={fields.filter(({ name }) => typed[name] === undefined).map(({ name, label }) => ({ key: name, label }))}
      addLabel={Object.keys(typed).length === 0 ? 'An attribute' : 'Another attribute'}
      unchanged="As they are"
      onAdd={(name) => set(name, textOf(attributes[name]))}
      onRemove={(name) => onChange({ attributes: without(typed, name) })}
    />
  );
}

interface HabitRowsProps {
  readonly appId: string;
  readonly draft: TrialDraft;
  onChange(part: Partial<TrialDraft>): void;
}

function HabitRows({ appId, draft, onChange }: HabitRowsProps) {
  const api = useApi();
  const { data = [] } = useView(['habits.list', appId], ['apps'], () => api.habits.list({ appId }));
  const switched = data.filter(({ settings }) => settings.length > 0);
  const { habits } = draft;
  const set = (id: string, setting: string) => onChange({ habits: { ...habits, [id]: setting } });
  return (
    <TrialRows
      rows={switched
        .filter(({ id }) => habits[id] !== undefined)
        .map(({ id, sentence, settings, setting }) => ({
          key: id,
          label: id,
          hint: <CodedText text={sentence} />,
          control: (
            <Select value={habits[id] ?? setting} onChange={(_event, { value }) => set(id, value)}>
              {settings.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.value}: {choice.sentence}
                </option>
              ))}
            </Select>
          ),
        }))}
      choices={switched.filter(({ id }) => habits[id] === undefined).map(({ id }) => ({ key: id, label: id }))}
      addLabel={Object.keys(habits).length === 0 ? 'A habit of Entra' : 'Another habit'}
      unchanged="As they are set"
      onAdd={(id) => {
        const habit = switched.find((each) => each.id === id);
        const other = habit?.settings.find((choice) => choice.value !== habit.setting);
        if (other !== undefined) set(id, other.value);
      }}
      onRemove={(id) => onChange({ habits: without(habits, id) })}
    />
  );
}
