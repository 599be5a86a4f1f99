import { Button } from '@fluentui/react-components';
import { ArrowResetRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Command } from '../directory-objects/command.tsx';
import { ApplicationPage } from './application-page.tsx';
import { MappingTable } from './mapping-table.tsx';

/** Attribute mapping: the two object mappings of an application. */
export function MappingsPage({ appId }: { readonly appId: string }) {
  const [isRestoring, setIsRestoring] = useState(false);
  return (
    <ApplicationPage
      appId={appId}
      title="Attribute mapping"
      subtitle="Which source attribute goes to which target attribute"
      commands={
        <Command icon={<ArrowResetRegular />} onPress={() => setIsRestoring(true)}>
          Restore default mappings
        </Command>
      }
    >
      <Panel title="Mappings" world="entra" flush>
        <MappingTable appId={appId} />
      </Panel>
      <p className="muted caption entra-text">
        There is no mapping for photos: Entra ID's SCIM provisioning cannot send pictures. Passwords and nested group members are
        not sent either.
      </p>
      <RestoreDialog appId={appId} isOpen={isRestoring} onClose={() => setIsRestoring(false)} />
    </ApplicationPage>
  );
}

interface RestoreDialogProps {
  readonly appId: string;
  readonly isOpen: boolean;
  onClose(): void;
  onRestored?(): void;
}

export function RestoreDialog({ appId, isOpen, onClose, onRestored }: RestoreDialogProps) {
  const api = useApi();
  const action = useAction();
  async function restore() {
    if (!(await action.run(() => api.mappings.restoreDefaults({ appId })))) return;
    onRestored?.();
    onClose();
  }
  return (
    <DialogFrame
      title="Restore default mappings"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>No</Button>
          <Button appearance="primary" disabled={action.isBusy} onClick={restore}>
            Yes
          </Button>
        </>
      }
    >
      <p className="entra-text">
        Both mappings go back to the defaults: 22 rows for users, 3 for groups. Your changes to them are lost, and the job
        restarts with an initial cycle.
      </p>
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}
