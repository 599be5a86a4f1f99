import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/views.ts';
import { useApi } from '../../app/api.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useNewToken } from './use-new-token.ts';

export function DirectorySettings({ directory }: { readonly directory: DirectoryView }) {
  const newToken = useNewToken(directory.id);
  const [isRemoving, setIsRemoving] = useState(false);
  return (
    <div className="directory-panels grow-list">
      <ProblemBanner problem={newToken.problem} />
      <Panel title="Connection" world="receiver">
        <CopyField label="Endpoint" value={directory.endpoint} hint="Goes into Tenant URL." />
        <div>
          <div className="field-label">Bearer token</div>
          <div className="row">
            <span className="mono">{directory.tokenSuffixes.map((suffix) => `…${suffix}`).join(', ') || 'none'}</span>
            <Button size="small" disabled={newToken.isBusy} onClick={newToken.create}>
              New token
            </Button>
          </div>
          <div className="caption muted">A token is shown once, when it is made. Only a hash and these characters are kept.</div>
        </div>
      </Panel>
      <Panel title="About this directory">
        <KeyValueList
          items={[
            { name: 'Directory ID', value: <span className="mono">{directory.id}</span> },
            { name: 'Organization', value: directory.organizationName },
            { name: 'Type', value: 'Entra ID SCIM v2.0 (formerly Azure AD)' },
            { name: 'Created', value: <Moment at={directory.createdAt} /> },
          ]}
        />
        <div>
          <Button onClick={() => setIsRemoving(true)}>Delete directory</Button>
        </div>
      </Panel>
      <DeleteDialog directory={directory} isOpen={isRemoving} onClose={() => setIsRemoving(false)} />
    </div>
  );
}

interface DeleteDialogProps {
  readonly directory: DirectoryView;
  readonly isOpen: boolean;
  onClose(): void;
}

function DeleteDialog({ directory, isOpen, onClose }: DeleteDialogProps) {
  const api = useApi();
  const [, go] = useLocation();
  const { run, isBusy, problem } = useAction();
  async function remove() {
    await run(async () => {
      await api.receiver.removeDirectory({ directoryId: directory.id });
      go('/recv/dirs');
    });
  }
  return (
    <DialogFrame
      title={`Delete ${directory.name}?`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={isBusy} onClick={() => void remove()}>
            Delete directory
          </Button>
        </>
      }
    >
      <ProblemBanner problem={problem} />
      <p className="dialog-lead">
        This deletes {directory.userCount.toLocaleString('en')} users, {directory.groupCount.toLocaleString('en')} groups,{' '}
        {directory.eventCount.toLocaleString('en')} events and the tokens here. Applications that point at {directory.endpoint}{' '}
        will be answered with 404. It cannot be undone.
      </p>
    </DialogFrame>
  );
}
