import { Field, Input } from '@fluentui/react-components';
import type { ComponentProps, ReactNode } from 'react';
import { Link as RouteLink } from 'wouter';
import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Panel } from '../../components/panel.tsx';
import {
  type AttributeField,
  contactFields,
  identityFields,
  isAccountEnabled,
  jobFields,
  otherFieldsOf,
  textOf,
} from './attribute-fields.ts';
import { type Manager, ManagerPicker } from './manager-picker.tsx';

interface Draft {
  readonly attributes: Readonly<Record<string, string>>;
  readonly manager: Manager | null;
}

interface ProfilePanelsProps {
  readonly user: TenantUserDetailView;
  readonly manager: Manager | null;
  /** Null while nothing is being edited. */
  readonly draft: Draft | null;
  onChange(change: Partial<Draft>): void;
  readonly children: ReactNode;
}

/** The attributes of one user, each panel read or edited in place; `children` stand between job and contact. */
export function ProfilePanels({ children, manager, ...fields }: ProfilePanelsProps) {
  const { user, draft, onChange } = fields;
  const others = otherFieldsOf(user.attributes);
  return (
    <>
      <Panel title="Identity">
        <Fields
          {...fields}
          fields={identityFields}
          more={[
            {
              name: 'Account enabled',
              value: (
                <Marked isUnsent={isUnsent(user, 'accountEnabled')}>
                  {isAccountEnabled(user.attributes) ? 'True' : 'False'}
                </Marked>
              ),
            },
            { name: 'IsSoftDeleted', value: computedText(user) },
            { name: 'Object ID', value: <span className="mono entra-wrap">{user.objectId}</span> },
          ]}
        />
      </Panel>
      <Panel title="Job">
        <Fields
          {...fields}
          fields={jobFields}
          more={[
            {
              name: 'Manager',
              value: (
                <Marked isUnsent={isUnsent(user, 'manager')}>
                  <ManagerLink manager={manager} />
                </Marked>
              ),
            },
          ]}
        />
        {draft !== null && (
          <ManagerPicker manager={draft.manager} excludedId={user.objectId} onChange={(next) => onChange({ manager: next })} />
        )}
      </Panel>
      {children}
      <Panel title="Contact">
        <Fields {...fields} fields={contactFields} />
      </Panel>
      {others.length > 0 && (
        <Panel title="Other attributes">
          <Fields {...fields} fields={others} />
        </Panel>
      )}
    </>
  );
}

type Item = ComponentProps<typeof KeyValueList>['items'][number];

interface FieldsProps extends Omit<ProfilePanelsProps, 'manager' | 'children'> {
  readonly fields: readonly AttributeField[];
  /** What is shown with them and not edited as text. */
  readonly more?: readonly Item[];
}

function Fields({ user, fields, more = [], draft, onChange }: FieldsProps) {
  if (draft === null) {
    const items: readonly Item[] = fields.map(({ name, label }) => ({
      name: label,
      value: (
        <Marked isUnsent={isUnsent(user, name)}>
          <Value text={shownText(user, name)} />
        </Marked>
      ),
    }));
    const all = [...items, ...more];
    const halfCount = Math.ceil(all.length / 2);
    return (
      <div className="entra-two-columns">
        <KeyValueList items={all.slice(0, halfCount)} />
        <KeyValueList items={all.slice(halfCount)} />
      </div>
    );
  }
  return (
    <div className="entra-two-columns">
      {fields
        .filter(({ name }) => ['string', 'undefined'].includes(typeof user.attributes[name]))
        .map(({ name, label }) => (
          <Field key={name} label={label}>
            <Input
              value={draft.attributes[name] ?? textOf(user.attributes[name])}
              onChange={(_event, { value }) => onChange({ attributes: { ...draft.attributes, [name]: value } })}
            />
          </Field>
        ))}
    </div>
  );
}

/** An absent user type counts as Member. */
function shownText(user: TenantUserDetailView, name: string): string {
  return textOf(user.attributes[name]) || (name === 'userType' ? 'Member' : '');
}

/** What mappings see; whoever is out of an application's scope counts as deleted there, too. */
function computedText(user: TenantUserDetailView): string {
  if (user.deletedAt !== null) return 'computed: True, because the user is soft-deleted';
  if (!isAccountEnabled(user.attributes)) return 'computed: True, because the account is blocked';
  return 'computed: False, but True where the user is not in scope';
}

function isUnsent({ unsentAttributes }: TenantUserDetailView, name: string): boolean {
  return unsentAttributes.includes(name);
}

/** A value that was changed after the last cycle. */
function Marked({ isUnsent: isMarked, children }: { readonly isUnsent: boolean; readonly children: ReactNode }) {
  if (!isMarked) return children;
  return (
    <span className="user-unsent" title="Changed since the last cycle: the next one sends it.">
      {children} <span className="muted caption">changed, not sent yet</span>
    </span>
  );
}

function Value({ text }: { readonly text: string }) {
  return text === '' ? <span className="muted">none</span> : <span>{text}</span>;
}

function ManagerLink({ manager }: { readonly manager: Manager | null }) {
  if (manager === null) return <span className="muted">none</span>;
  return (
    <RouteLink className="link" href={`/entra/users/${manager.objectId}`}>
      {manager.displayName}
    </RouteLink>
  );
}
