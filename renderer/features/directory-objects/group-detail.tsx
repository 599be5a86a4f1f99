import { Button, Field, Input } from '@fluentui/react-components';
import {
  Add16Regular,
  Delete16Regular,
  Dismiss16Regular,
  Edit16Regular,
  PeopleTeam16Regular,
  Save16Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { Link as RouteLink, useLocation } from 'wouter';
import type { TenantGroupView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Empty } from '../../components/empty.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import type { Candidate } from './candidate.ts';
import { Command } from './command.tsx';
import { GroupCommands } from './group-commands.tsx';
import { MembershipRuleDrawer, ruleText } from './membership-rule-drawer.tsx';
import { NextCycleNote } from './next-cycle-note.tsx';
import { ObjectPicker } from './object-picker.tsx';
import { Shown } from './shown.tsx';

const path = [
  { label: 'Entra ID', href: '/entra/users' },
  { label: 'Groups', href: '/entra/groups' },
];

/** One group: its name, its direct members. `part` names the drawer in the address: `add`, `membership`. */
export function GroupDetail({ objectId, part }: { readonly objectId: string; readonly part: string | undefined }) {
  const api = useApi();
  const group = useView(['tenant.group', objectId], ['tenant'], () => api.tenant.group({ objectId }));
  if (group.data !== undefined) return <LoadedGroup key={objectId} group={group.data} part={part} />;
  return (
    <Page world="entra" path={path} title="Group">
      <Shown view={group} name="the group">
        {() => null}
      </Shown>
    </Page>
  );
}

function LoadedGroup({ group, part }: { readonly group: TenantGroupView; readonly part: string | undefined }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [name, setName] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const action = useAction();
  const groupId = group.objectId;
  const isDynamic = group.membershipRule !== null;
  const chosen = group.members.filter(({ objectId }) => selected.has(objectId));
  const nested = group.members.filter(({ type }) => type === 'Group');

  async function remove() {
    await action.run(async () => {
      for (const { objectId } of chosen) await api.tenant.removeMember({ groupId, memberId: objectId });
      setSelected(new Set());
    });
  }

  return (
    <Page
      world="entra"
      path={path}
      title={group.displayName}
      subtitle={counted(group.members.length, 'direct member')}
      commands={
        name === null ? (
          <>
            <Command icon={<Add16Regular />} isDisabled={isDynamic} onPress={() => navigate(`/entra/groups/${groupId}/add`)}>
              Add members
            </Command>
            <Command icon={<Delete16Regular />} isDisabled={isDynamic || chosen.length === 0 || action.isBusy} onPress={remove}>
              Remove members
            </Command>
            <Command icon={<PeopleTeam16Regular />} onPress={() => navigate(`/entra/groups/${groupId}/membership`)}>
              Membership
            </Command>
            <Command icon={<Edit16Regular />} onPress={() => setName(group.displayName)}>
              Edit properties
            </Command>
            <GroupCommands group={group} action={action} />
          </>
        ) : (
          <RenameCommands group={group} name={name} action={action} onDone={() => setName(null)} />
        )
      }
    >
      <ProblemBanner problem={action.problem} />
      {group.deletedAt !== null && (
        <Banner intent="warning" title="This group is soft-deleted">
          Its members are no longer in scope by it. Restore group brings it back.
        </Banner>
      )}
      <Panel title="Properties">
        {name === null ? (
          <KeyValueList
            items={[
              { name: 'Group name', value: group.displayName },
              { name: 'Object ID', value: <span className="mono">{groupId}</span> },
              { name: 'Membership type', value: isDynamic ? 'Dynamic User' : 'Assigned' },
              ...(group.membershipRule === null
                ? []
                : [{ name: 'Rule', value: <span className="mono">{ruleText(group.membershipRule)}</span> }]),
            ]}
          />
        ) : (
          <Field label="Group name" className="entra-narrow">
            <Input value={name} onChange={(_event, { value }) => setName(value)} />
          </Field>
        )}
      </Panel>
      {nested.length > 0 && (
        <Banner intent="warning" title="Members of nested groups are not provisioned">
          Entra ID reads direct members only. The people inside {nested.map(({ displayName }) => displayName).join(', ')} need an
          assignment of their own.
        </Banner>
      )}
      <Panel title="Direct members" flush>
        <DataTable
          label="Direct members"
          columns={columns}
          rows={group.members}
          rowKey={({ objectId }) => objectId}
          rowName={({ displayName }) => displayName}
          selection={{ selected, onChange: setSelected }}
          empty={
            isDynamic ? (
              <Empty title="Nobody fits the rule">Users become members once the attribute has the value.</Empty>
            ) : (
              <Empty title="No members yet">Add users or groups.</Empty>
            )
          }
        />
      </Panel>
      <div className="caption muted">
        <NextCycleNote />
      </div>
      <AddMembersDrawer group={group} isOpen={part === 'add'} onClose={() => navigate(`/entra/groups/${groupId}`)} />
      {part === 'membership' && <MembershipRuleDrawer group={group} onClose={() => navigate(`/entra/groups/${groupId}`)} />}
    </Page>
  );
}

type Member = TenantGroupView['members'][number];

const columns: readonly Column<Member>[] = [
  {
    key: 'name',
    name: 'Name',
    render: ({ objectId, displayName, type }) => (
      <RouteLink className="link" href={`/entra/${type === 'User' ? 'users' : 'groups'}/${objectId}`}>
        {displayName}
      </RouteLink>
    ),
  },
  { key: 'type', name: 'Type', width: 120, render: ({ type }) => (type === 'Group' ? 'Nested group' : 'User') },
];

interface RenameCommandsProps {
  readonly group: TenantGroupView;
  readonly name: string;
  readonly action: Action;
  onDone(): void;
}

function RenameCommands({ group, name, action, onDone }: RenameCommandsProps) {
  const api = useApi();
  const displayName = name.trim();
  async function save() {
    if (await action.run(() => api.tenant.renameGroup({ objectId: group.objectId, displayName }))) onDone();
  }
  return (
    <>
      <Command
        icon={<Save16Regular />}
        isPrimary
        isDisabled={displayName === '' || displayName === group.displayName || action.isBusy}
        onPress={save}
      >
        Save
      </Command>
      <Command icon={<Dismiss16Regular />} onPress={onDone}>
        Discard
      </Command>
    </>
  );
}

interface AddMembersDrawerProps {
  readonly group: TenantGroupView;
  readonly isOpen: boolean;
  onClose(): void;
}

function AddMembersDrawer({ group, isOpen, onClose }: AddMembersDrawerProps) {
  const api = useApi();
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const action = useAction();

  async function add() {
    const isDone = await action.run(async () => {
      for (const { objectId } of chosen) await api.tenant.addMember({ groupId: group.objectId, memberId: objectId });
    });
    if (!isDone) return;
    setChosen([]);
    onClose();
  }

  return (
    <DrawerFrame
      title="Add members"
      isOpen={isOpen}
      size="medium"
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" disabled={chosen.length === 0 || action.isBusy} onClick={add}>
            Add
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <ObjectPicker
        label="users and groups"
        chosen={chosen}
        onChange={setChosen}
        excludedIds={new Set([group.objectId, ...group.memberIds])}
      />
    </DrawerFrame>
  );
}
