import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import {
  ArrowUndo16Regular,
  Delete16Regular,
  QuestionCircle16Regular,
  Scales16Regular,
  Send16Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { TenantGroupView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { useOpenApp } from '../../app/open-app.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import type { Action } from '../../components/use-action.ts';
import { compareHref, explainHref } from '../explain/places.ts';
import { Command } from './command.tsx';

interface GroupCommandsProps {
  readonly group: TenantGroupView;
  readonly action: Action;
}

/** What is done to a group as a whole, and where to look closer. */
export function GroupCommands({ group, action }: GroupCommandsProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const app = useOpenApp();
  const [isDeleting, setDeleting] = useState(false);
  const { objectId } = group;
  return (
    <>
      {group.deletedAt !== null && (
        <Command
          icon={<ArrowUndo16Regular />}
          isDisabled={action.isBusy}
          onPress={() => action.run(() => api.tenant.restore({ objectId }))}
        >
          Restore group
        </Command>
      )}
      <Command icon={<Delete16Regular />} onPress={() => setDeleting(true)}>
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
      {isDeleting && <DeleteGroupDialog group={group} onClose={() => setDeleting(false)} />}
    </>
  );
}

function DeleteGroupDialog({ group, onClose }: { readonly group: TenantGroupView; onClose(): void }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const isHardOnly = group.deletedAt !== null;
  const [kind, setKind] = useState<'soft' | 'hard'>(isHardOnly ? 'hard' : 'soft');
  const remove = kind === 'soft' ? api.tenant.softDelete : api.tenant.hardDelete;
  return (
    <ConfirmDialog
      title={`Delete ${group.displayName}`}
      cancel="Cancel"
      confirm={kind === 'soft' ? 'Delete' : 'Delete permanently'}
      work={() => remove({ objectId: group.objectId })}
      onDone={() => {
        onClose();
        if (kind === 'hard') navigate('/entra/groups');
      }}
      onClose={onClose}
    >
      {!isHardOnly && (
        <Field label="How">
          <RadioGroup value={kind} onChange={(_event, { value }) => setKind(value === 'hard' ? 'hard' : 'soft')}>
            <Radio value="soft" label="Soft delete: can be restored for 30 days" />
            <Radio value="hard" label="Delete permanently: gone with its memberships and assignments" />
          </RadioGroup>
        </Field>
      )}
      <p className="muted entra-text">
        Either way, where an application provisions the group, its next cycle sends DELETE for it, if Delete is on under Target
        Object Actions. Members who were in scope by this group alone are disabled.
      </p>
    </ConfirmDialog>
  );
}
