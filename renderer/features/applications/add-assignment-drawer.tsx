import { Button, Field } from '@fluentui/react-components';
import { useState } from 'react';
import type { AssignmentView } from '#shared/api/application-views.ts';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import type { Candidate } from '../directory-objects/candidate.ts';
import { ObjectPicker } from '../directory-objects/object-picker.tsx';
import { defaultRole, RoleSelect } from './role-select.tsx';

interface AddAssignmentDrawerProps {
  readonly appId: string;
  readonly isOpen: boolean;
  readonly assignments: readonly AssignmentView[];
  onClose(): void;
}

/** Entra's Add Assignment: *None Selected* opens the picker, *Select* takes the choice over, *Assign* does it. */
export function AddAssignmentDrawer(props: AddAssignmentDrawerProps) {
  return props.isOpen ? <OpenAddAssignment {...props} /> : null;
}

function OpenAddAssignment({ appId, assignments, onClose }: AddAssignmentDrawerProps) {
  const api = useApi();
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const [picking, setPicking] = useState<readonly Candidate[] | null>(null);
  const [role, setRole] = useState(defaultRole);
  const action = useAction();
  // Entra lets the same principal have another role beside the first.
  const hasRole = assignments.filter(({ roleName }) => roleName.split(', ').includes(role));

  async function assign() {
    const principalIds = chosen.map(({ objectId }) => objectId);
    const roleName = role === defaultRole ? null : role;
    if (await action.run(() => api.assignments.add({ appId, principalIds, roleName }))) onClose();
  }

  function select() {
    setChosen(picking ?? chosen);
    setPicking(null);
  }

  return (
    <DrawerFrame
      title="Add Assignment"
      isOpen
      size="medium"
      onClose={onClose}
      footer={
        picking === null ? (
          <>
            <Button appearance="primary" disabled={chosen.length === 0 || action.isBusy} onClick={assign}>
              Assign
            </Button>
            <Button onClick={onClose}>Cancel</Button>
            <span className="entra-consequence muted caption">{consequenceOf(chosen)}</span>
          </>
        ) : (
          <>
            <Button appearance="primary" onClick={select}>
              Select
            </Button>
            <Button onClick={() => setPicking(null)}>Back</Button>
            <span className="entra-consequence muted caption">{summaryOf(picking)}</span>
          </>
        )
      }
    >
      <ProblemBanner problem={action.problem} />
      <Field label="Users and groups">
        <Button
          className="entra-chooser"
          aria-expanded={picking !== null}
          onClick={() => setPicking(picking === null ? chosen : null)}
        >
          {summaryOf(chosen)}
        </Button>
      </Field>
      {picking !== null && (
        <ObjectPicker
          label="users and groups"
          chosen={picking}
          onChange={setPicking}
          excludedIds={new Set(hasRole.map(({ principalId }) => principalId))}
        />
      )}
      <NestedWarning groups={(picking ?? chosen).filter(({ note, type }) => type === 'Group' && note !== null)} />
      {picking === null && <RoleSelect appId={appId} role={role} onChange={setRole} />}
    </DrawerFrame>
  );
}

function NestedWarning({ groups }: { readonly groups: readonly Candidate[] }) {
  if (groups.length === 0) return null;
  return (
    <Banner intent="warning" title="Members of nested groups are not provisioned">
      {groups.map(({ displayName, note }) => `${displayName} ${note}`).join('; ')}. Entra ID reads direct members only, so the
      people inside need their own assignment.
    </Banner>
  );
}

function summaryOf(chosen: readonly Candidate[]): string {
  if (chosen.length === 0) return 'None Selected';
  const groupCount = chosen.filter(({ type }) => type === 'Group').length;
  const parts = [
    chosen.length > groupCount ? counted(chosen.length - groupCount, 'user') : null,
    groupCount > 0 ? counted(groupCount, 'group') : null,
  ].filter((part) => part !== null);
  return `${parts.join(' and ')} selected`;
}

/** Upper bound: somebody who is a member of two chosen groups counts twice. */
function consequenceOf(chosen: readonly Candidate[]): string {
  if (chosen.length === 0) return 'Nothing chosen yet';
  const userCount = chosen.reduce((sum, candidate) => sum + candidate.userCount, 0);
  const groupCount = chosen.filter(({ type }) => type === 'Group').length;
  return `Adds up to ${counted(userCount, 'user')}${groupCount === 0 ? '' : ` and ${counted(groupCount, 'group')}`} to scope`;
}
