import { Add16Regular, Delete16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Link as RouteLink, useLocation } from 'wouter';
import type { AssignmentView } from '#shared/api/application-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Foot } from '../../components/foot.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Command } from '../directory-objects/command.tsx';
import { NextCycleNote } from '../directory-objects/next-cycle-note.tsx';
import { AddAssignmentDrawer } from './add-assignment-drawer.tsx';
import { ApplicationPage, bladeOf } from './application-page.tsx';
import { scopeWords } from './scope-words.ts';

interface AssignmentListProps {
  readonly appId: string;
  readonly isAdding: boolean;
}

/** Users and groups assigned to an application. */
export function AssignmentList({ appId, isAdding }: AssignmentListProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const assignments = useView(['assignments.list', appId], ['apps', 'tenant'], () => api.assignments.list({ appId }));
  const detail = useView(['job.detail', appId], ['apps', 'job'], () => api.job.detail({ appId }));
  const action = useAction();
  const rows = assignments.data ?? [];
  const chosenIds = rows.map(({ principalId }) => principalId).filter((id) => selected.has(id));
  const scope = detail.data?.settings.scope;

  async function remove() {
    if (await action.run(() => api.assignments.remove({ appId, principalIds: chosenIds }))) setSelected(new Set());
  }

  return (
    <ApplicationPage
      appId={appId}
      title="Users and groups"
      subtitle={scope === undefined ? undefined : `Scope: ${scopeWords[scope]}`}
      flush
      commands={
        <>
          <Command icon={<Add16Regular />} onPress={() => navigate(`${bladeOf(appId, 'assignments')}/add`)}>
            Add user/group
          </Command>
          <Command icon={<Delete16Regular />} isDisabled={chosenIds.length === 0 || action.isBusy} onPress={remove}>
            Remove
          </Command>
        </>
      }
    >
      <ProblemBanner problem={action.problem ?? assignments.problem} />
      <DataTable
        label="Users and groups"
        columns={columns}
        rows={rows}
        rowKey={({ principalId }) => principalId}
        rowName={({ displayName }) => displayName}
        isLoading={assignments.isLoading}
        selection={{ selected, onChange: setSelected }}
        empty={
          <Empty title="Nobody is assigned yet">
            {scope === 'all'
              ? 'The scope is “Sync all users and groups”, so everybody is provisioned without an assignment.'
              : 'With the scope “Sync only assigned users and groups” nobody is provisioned until assigned. Add user/group, above, does that.'}
          </Empty>
        }
      />
      <Foot>
        <NextCycleNote />
      </Foot>
      <AddAssignmentDrawer
        appId={appId}
        isOpen={isAdding}
        assignments={rows}
        onClose={() => navigate(bladeOf(appId, 'assignments'))}
      />
    </ApplicationPage>
  );
}

const columns: readonly Column<AssignmentView>[] = [
  {
    key: 'displayName',
    name: 'Display name',
    width: 'minmax(180px, 1fr)',
    render: ({ principalId, displayName, objectType }) => (
      <RouteLink className="link" href={`/entra/${objectType === 'User' ? 'users' : 'groups'}/${principalId}`}>
        {displayName}
      </RouteLink>
    ),
  },
  { key: 'type', name: 'Object type', width: 104, render: ({ objectType }) => objectType },
  { key: 'role', name: 'Role assigned', width: 140, render: ({ roleName }) => roleName },
  {
    key: 'scope',
    name: 'Brings into scope',
    width: 132,
    render: ({ scopeUserCount }) => (scopeUserCount === 1 ? '1 user' : `${scopeUserCount} users`),
  },
  { key: 'note', name: 'Note', width: 'minmax(200px, 2fr)', render: ({ note }) => <span className="muted">{note}</span> },
];
