import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { TenantGroupView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { contactFields, identityFields, jobFields } from './attribute-fields.ts';

interface MembershipRuleDrawerProps {
  readonly group: TenantGroupView;
  onClose(): void;
}

const attributeNames = [...jobFields, ...identityFields, ...contactFields].map(({ name }) => name);

/** Membership type of a group: assigned by hand, or dynamic, by a rule on one attribute of the users. */
export function MembershipRuleDrawer({ group, onClose }: MembershipRuleDrawerProps) {
  const api = useApi();
  const listId = useId();
  const [isDynamic, setIsDynamic] = useState(group.membershipRule !== null);
  const [attribute, setAttribute] = useState(group.membershipRule?.attribute ?? 'department');
  const [value, setValue] = useState(group.membershipRule?.value ?? '');
  const action = useAction();
  const rule = isDynamic ? { attribute: attribute.trim(), value: value.trim() } : null;
  const isComplete = rule === null || (rule.attribute !== '' && rule.value !== '');

  async function save() {
    if (await action.run(() => api.tenant.setMembershipRule({ objectId: group.objectId, rule }))) onClose();
  }

  return (
    <DrawerFrame
      title="Membership"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" disabled={!isComplete || action.isBusy} onClick={() => void save()}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <Field label="Membership type">
        <RadioGroup
          value={isDynamic ? 'dynamic' : 'assigned'}
          onChange={(_event, data) => setIsDynamic(data.value === 'dynamic')}
        >
          <Radio value="assigned" label="Assigned" />
          <Radio value="dynamic" label="Dynamic User" />
        </RadioGroup>
      </Field>
      {isDynamic && (
        <>
          <Field label="Property" hint="A source attribute of the users, by its name in the mappings.">
            <Input className="mono" list={listId} value={attribute} onChange={(_event, data) => setAttribute(data.value)} />
          </Field>
          <datalist id={listId}>
            {attributeNames.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Field label="Equals" hint="The whole value. Users who have it are members, and only they.">
            <Input value={value} onChange={(_event, data) => setValue(data.value)} />
          </Field>
          {isComplete && rule !== null && <p className="mono entra-text">{ruleText(rule)}</p>}
        </>
      )}
      {isDynamic && group.membershipRule === null && group.members.length > 0 && (
        <Banner intent="warning" title={`${counted(group.members.length, 'member')} of now must fit the rule to stay`}>
          Whoever does not fit the rule leaves the group, and the scope of applications that the group is assigned to.
        </Banner>
      )}
      {!isDynamic && group.membershipRule !== null && (
        <p className="muted entra-text">Who is a member now stays one; from then on members are added and removed by hand.</p>
      )}
    </DrawerFrame>
  );
}

/** A rule as Entra writes it. */
export function ruleText({ attribute, value }: { readonly attribute: string; readonly value: string }): string {
  return `(user.${attribute} -eq "${value}")`;
}
