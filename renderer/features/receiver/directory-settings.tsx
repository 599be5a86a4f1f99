import { Button } from '@fluentui/react-components';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useNewToken } from './use-new-token.ts';

export function DirectorySettings({ directory }: { readonly directory: DirectoryView }) {
  const newToken = useNewToken(directory.id);
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
      </Panel>
    </div>
  );
}
