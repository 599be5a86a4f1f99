import { Checkbox, Dropdown, Field, Input, Option, Radio, RadioGroup } from '@fluentui/react-components';
import type { DirectoryView, OrganizationView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';

export interface WebhookDraft {
  readonly organizationId: string;
  readonly directoryId: string | null;
  readonly url: string;
  readonly takesAll: boolean;
  /** Counts where not all are taken. */
  readonly events: readonly string[];
}

interface WebhookFieldsProps {
  readonly draft: WebhookDraft;
  onChange(change: Partial<WebhookDraft>): void;
  /** Whose events it gets is decided once. */
  readonly isNew: boolean;
  /** The URL was changed, and still has a value that is not shown. */
  readonly isMasked: boolean;
  readonly organizations: readonly OrganizationView[];
  readonly directories: readonly DirectoryView[];
  readonly knownEvents: readonly string[];
}

export function WebhookFields(props: WebhookFieldsProps) {
  const { draft, onChange, isNew, isMasked, knownEvents } = props;
  const { url, takesAll, events } = draft;
  return (
    <>
      {isNew && <OwnerFields {...props} />}
      <Field
        label={say('webhook.form.url')}
        required
        hint={say('webhook.form.url.hint')}
        {...(isMasked ? { validationMessage: say('webhook.form.url.masked') } : {})}
      >
        <Input
          data-autofocus
          className="mono"
          value={url}
          spellCheck={false}
          placeholder={say('webhook.form.url.example')}
          onChange={(_event, { value }) => onChange({ url: value })}
        />
      </Field>
      <Field label={say('webhook.form.events')}>
        <RadioGroup
          layout="horizontal"
          value={takesAll ? 'all' : 'some'}
          onChange={(_event, { value }) => onChange({ takesAll: value === 'all' })}
        >
          <Radio value="all" label={say('webhook.form.events.all')} />
          <Radio value="some" label={say('webhook.form.events.some')} />
        </RadioGroup>
      </Field>
      {!takesAll && (
        <fieldset className="webhook-events">
          <legend className="visually-hidden">{say('webhook.form.events.some')}</legend>
          {knownEvents.map((name) => (
            <Checkbox
              key={name}
              label={<span className="mono">{name}</span>}
              checked={events.includes(name)}
              onChange={(_event, { checked }) =>
                onChange({ events: checked === true ? [...events, name] : events.filter((other) => other !== name) })
              }
            />
          ))}
          <p role="status" className="caption muted webhook-events-none">
            {events.length === 0 && say('webhook.form.events.none')}
          </p>
        </fieldset>
      )}
    </>
  );
}

function OwnerFields({ draft, onChange, organizations, directories }: WebhookFieldsProps) {
  const organization = organizations.find(({ id }) => id === draft.organizationId);
  const own = directories.filter(({ organizationId }) => organizationId === draft.organizationId);
  const all = say('webhook.form.directory.all');
  return (
    <>
      <Field label={say('webhook.form.organization')} required>
        <Dropdown
          value={organization?.name ?? ''}
          selectedOptions={[draft.organizationId]}
          onOptionSelect={(_event, { optionValue }) => onChange({ organizationId: optionValue ?? '', directoryId: null })}
        >
          {organizations.map(({ id, name }) => (
            <Option key={id} value={id}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label={say('webhook.form.directory')}>
        <Dropdown
          value={own.find(({ id }) => id === draft.directoryId)?.name ?? all}
          selectedOptions={[draft.directoryId ?? '']}
          onOptionSelect={(_event, { optionValue }) =>
            onChange({ directoryId: optionValue === '' ? null : (optionValue ?? null) })
          }
        >
          <Option value="">{all}</Option>
          {own.map(({ id, name }) => (
            <Option key={id} value={id}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
    </>
  );
}
