import {
  Checkmark16Regular,
  Delete16Regular,
  Dismiss16Regular,
  Edit16Regular,
  PersonProhibited16Regular,
  QuestionCircle16Regular,
  Save16Regular,
  Scales16Regular,
  Send16Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { useTab } from '../../app/hash-location.ts';
import { useView } from '../../app/live.tsx';
import { useOpenApp } from '../../app/open-app.ts';
import { Banner } from '../../components/banner.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import { compareHref, explainHref } from '../explain/places.ts';
import { attributeChanges, isAccountEnabled, textOf } from './attribute-fields.ts';
import { Command } from './command.tsx';
import { DeleteUsersDialog } from './delete-users-dialog.tsx';
import type { Manager } from './manager-picker.tsx';
import { ProfilePanels } from './profile-panels.tsx';
import { Shown } from './shown.tsx';
import { ApplicationsPanel, GroupsPanel, NextPanel } from './user-panels.tsx';
import { GraphTab, HistoryTab, UserTabList, userTabs } from './user-tabs.tsx';

const path = [
  { label: 'Entra ID', href: '/entra/users' },
  { label: 'Users', href: '/entra/users' },
];

/** One user: profile edited in place, where the user is, what the next cycle will do. */
export function UserDetail({ objectId }: { readonly objectId: string }) {
  const api = useApi();
  const user = useView(['tenant.user', objectId], ['tenant', 'apps', 'job'], () => api.tenant.user({ objectId }));
  if (user.data !== undefined) return <LoadedUser key={objectId} user={user.data} />;
  return (
    <Page world="entra" path={path} title="User">
      <Shown view={user} name="the user">
        {() => null}
      </Shown>
    </Page>
  );
}

interface Draft {
  readonly attributes: Readonly<Record<string, string>>;
  readonly manager: Manager | null;
}

function LoadedUser({ user }: { readonly user: TenantUserDetailView }) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const action = useAction();
  const manager = managerOf(user);
  const [tab, setTab] = useTab(userTabs);
  return (
    <Page
      world="entra"
      path={path}
      title={user.displayName}
      badge={<AccountTag user={user} />}
      subtitle={textOf(user.attributes['userPrincipalName'])}
      commands={
        draft === null ? (
          <UserCommands
            user={user}
            action={action}
            onEdit={() => {
              setTab('profile');
              setDraft({ attributes: {}, manager });
            }}
          />
        ) : (
          <EditCommands user={user} draft={draft} action={action} onDone={() => setDraft(null)} />
        )
      }
      tabs={<UserTabList tab={tab} onChange={setTab} />}
    >
      <ProblemBanner problem={action.problem} />
      {user.deletedAt !== null && (
        <Banner intent="warning" title="This user is soft-deleted">
          Applications see the account as disabled. Restore user brings it back, for 30 days after the deletion.
        </Banner>
      )}
      {tab === 'profile' && (
        <div className="columns wide-left">
          <div className="stack entra-gap">
            <ProfilePanels
              user={user}
              manager={manager}
              draft={draft}
              onChange={(change) => setDraft((before) => (before === null ? null : { ...before, ...change }))}
            >
              <ApplicationsPanel user={user} />
            </ProfilePanels>
          </div>
          <div className="stack entra-gap">
            <NextPanel user={user} />
            <GroupsPanel user={user} />
          </div>
        </div>
      )}
      {tab === 'groups' && <GroupsPanel user={user} />}
      {tab === 'applications' && <ApplicationsPanel user={user} />}
      {tab === 'history' && <HistoryTab user={user} />}
      {tab === 'graph' && <GraphTab user={user} />}
    </Page>
  );
}

function managerOf(user: TenantUserDetailView): Manager | null {
  return user.managerId === null ? null : { objectId: user.managerId, displayName: user.managerName ?? user.managerId };
}

function AccountTag({ user }: { readonly user: TenantUserDetailView }) {
  if (user.deletedAt === null && isAccountEnabled(user.attributes)) return null;
  const isDeleted = user.deletedAt !== null;
  return <StatusTag role={isDeleted ? 'deleted' : 'disabled'}>{isDeleted ? 'Soft-deleted' : 'Sign-in blocked'}</StatusTag>;
}

function UserCommands({
  user,
  action,
  onEdit,
}: {
  readonly user: TenantUserDetailView;
  readonly action: Action;
  onEdit(): void;
}) {
  const api = useApi();
  const [, navigate] = useLocation();
  const app = useOpenApp();
  const [isDeleting, setIsDeleting] = useState(false);
  const isEnabled = isAccountEnabled(user.attributes);
  const { objectId } = user;
  return (
    <>
      <Command icon={<Edit16Regular />} onPress={onEdit}>
        Edit properties
      </Command>
      <Command
        icon={isEnabled ? <PersonProhibited16Regular /> : <Checkmark16Regular />}
        isDisabled={action.isBusy}
        onPress={() => action.run(() => api.tenant.updateUser({ objectId, attributes: { accountEnabled: !isEnabled } }))}
      >
        {isEnabled ? 'Block sign-in' : 'Allow sign-in'}
      </Command>
      {user.deletedAt !== null && (
        <Command icon={<Checkmark16Regular />} onPress={() => action.run(() => api.tenant.restore({ objectId }))}>
          Restore user
        </Command>
      )}
      <Command icon={<Delete16Regular />} onPress={() => setIsDeleting(true)}>
        Delete
      </Command>
      {app !== undefined && (
        <>
          <Command icon={<Send16Regular />} onPress={() => navigate(`/entra/apps/${app.id}/on-demand/${objectId}`)}>
            Provision on demand
          </Command>
          <Command icon={<Scales16Regular />} onPress={() => navigate(compareHref(app.id, objectId))}>
            Compare sides
          </Command>
          <Command icon={<QuestionCircle16Regular />} onPress={() => navigate(explainHref(app.id, objectId))}>
            Why?
          </Command>
        </>
      )}
      <DeleteUsersDialog
        users={[user]}
        isOpen={isDeleting}
        isHardOnly={user.deletedAt !== null}
        onClose={() => setIsDeleting(false)}
        onDeleted={(kind) => kind === 'hard' && navigate('/entra/users')}
      />
    </>
  );
}

interface EditCommandsProps {
  readonly user: TenantUserDetailView;
  readonly draft: Draft;
  readonly action: Action;
  onDone(): void;
}

function EditCommands({ user, draft, action, onDone }: EditCommandsProps) {
  const api = useApi();
  const attributes = attributeChanges(user.attributes, draft.attributes);
  const managerId = draft.manager?.objectId ?? null;
  const isManagerChanged = managerId !== user.managerId;
  const isChanged = isManagerChanged || Object.keys(attributes).length > 0;

  async function save() {
    const change = { objectId: user.objectId, attributes, ...(isManagerChanged ? { managerId } : {}) };
    if (await action.run(() => api.tenant.updateUser(change))) onDone();
  }

  return (
    <>
      <Command icon={<Save16Regular />} isPrimary isDisabled={!isChanged || action.isBusy} onPress={save}>
        Save
      </Command>
      <Command icon={<Dismiss16Regular />} onPress={onDone}>
        Discard
      </Command>
    </>
  );
}
