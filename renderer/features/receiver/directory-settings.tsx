import { Button } from '@fluentui/react-components';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';

interface DirectorySettingsProps {
  readonly directory: DirectoryView;
  /** Goes to where tokens are made and revoked. */
  onTokens(): void;
}

export function DirectorySettings({ directory, onTokens }: DirectorySettingsProps) {
  return (
    <div className="directory-panels grow-list">
      <Panel title={say('directory.settings.connection')} world="receiver">
        <CopyField
          label={say('directory.settings.endpoint')}
          value={directory.endpoint}
          hint={say('directory.settings.endpoint.hint')}
        />
        <div>
          <div className="field-label">{say('created.token')}</div>
          <div className="row">
            <span className="mono">
              {directory.tokenSuffixes.map((suffix) => `…${suffix}`).join(', ') || say('receiver.none')}
            </span>
            <Button size="small" onClick={onTokens}>
              {say('directory.settings.tokens')}
            </Button>
          </div>
          <div className="caption muted">{say('tokens.kept')}</div>
        </div>
      </Panel>
      <Panel title={say('directory.settings.about')}>
        <KeyValueList
          items={[
            { name: say('directory.settings.id'), value: <span className="mono">{directory.id}</span> },
            { name: say('directory.settings.organization'), value: directory.organizationName },
            { name: say('directory.settings.type'), value: say('receiver.type') },
            { name: say('directory.settings.created'), value: <Moment at={directory.createdAt} /> },
          ]}
        />
      </Panel>
    </div>
  );
}
