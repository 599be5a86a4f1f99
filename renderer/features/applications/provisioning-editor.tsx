import { Button, Field, Select } from '@fluentui/react-components';
import { Dismiss16Regular, Save16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ConnectionTestView, ConnectivityView } from '#shared/api/application-views.ts';
import type { JobSettings, JobStatusView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Command } from '../directory-objects/command.tsx';
import { AdminCredentials } from './admin-credentials.tsx';
import { ApplicationPage } from './application-page.tsx';
import { ConnectionExceptions } from './connection-exceptions.tsx';
import { ConnectionResult } from './connection-result.tsx';
import { type Credentials, isSameCredentials, savedCredentials } from './credentials-draft.ts';
import { JobBanners } from './job-banners.tsx';
import { isProvisioningOn, JobStateTag } from './job-state-tag.tsx';
import { PatchDialect } from './patch-dialect.tsx';
import { ProbeList } from './probe-list.tsx';
import { ProvisioningSections } from './provisioning-sections.tsx';
import { SavedConnections } from './saved-connections.tsx';

interface ProvisioningEditorProps {
  readonly appId: string;
  readonly connection: ConnectivityView;
  readonly settings: JobSettings;
  readonly status: JobStatusView;
  onSaved(): void;
}

/** Entra's classic Provisioning page: one Save for credentials, settings and status, whatever of them was changed. */
export function ProvisioningEditor({ appId, connection, settings, status, onSaved }: ProvisioningEditorProps) {
  const api = useApi();
  const saved = savedCredentials(connection);
  const isConfigured = connection.tenantUrl !== '';
  const [mode, setMode] = useState<'Manual' | 'Automatic'>(isConfigured ? 'Automatic' : 'Manual');
  const [credentialsDraft, setCredentialsDraft] = useState<Credentials | null>(null);
  const [settingsDraft, setSettingsDraft] = useState<JobSettings | null>(null);
  const [isOnDraft, setIsOnDraft] = useState<boolean | null>(null);
  const [test, setTest] = useState<ConnectionTestView | null>(null);
  const [isSaveRefused, setIsSaveRefused] = useState(false);
  const testing = useAction();
  const saving = useAction();

  const credentials = credentialsDraft ?? saved;
  const isOn = isProvisioningOn(status);
  const hasNewCredentials = !isSameCredentials(credentials, saved);
  const hasNewSettings = settingsDraft !== null && JSON.stringify(settingsDraft) !== JSON.stringify(settings);
  const hasNewStatus = isOnDraft !== null && isOnDraft !== isOn;
  const isChanged = hasNewCredentials || hasNewSettings || hasNewStatus;
  const shownTest = test ?? (hasNewCredentials ? null : connection.lastTest);

  function change(next: Credentials) {
    setCredentialsDraft(next);
    setTest(null);
    setIsSaveRefused(false);
  }

  async function testConnection(tested: Credentials) {
    setTest(null);
    await testing.run(async () => setTest(await api.connection.test({ appId, ...tested })));
  }

  async function save(evenIfFailed: boolean) {
    setIsSaveRefused(false);
    if (hasNewCredentials) {
      const isSaved = await saving.run(() => api.connection.save({ appId, ...credentials, evenIfFailed }));
      if (!isSaved) {
        setIsSaveRefused(true);
        // The refusal says that the test failed; the test itself says why.
        if (test === null) await testConnection(credentials);
        return;
      }
      setCredentialsDraft(null);
    }
    const isDone = await saving.run(async () => {
      if (settingsDraft !== null && hasNewSettings) await api.job.saveSettings({ appId, settings: settingsDraft });
      setSettingsDraft(null);
      if (hasNewStatus) await (isOnDraft ? api.job.start({ appId }) : api.job.stop({ appId }));
      setIsOnDraft(null);
    });
    if (isDone) onSaved();
  }

  function discard() {
    setCredentialsDraft(null);
    setSettingsDraft(null);
    setIsOnDraft(null);
    setTest(null);
    setIsSaveRefused(false);
    saving.clear();
    testing.clear();
  }

  return (
    <ApplicationPage
      appId={appId}
      title="Provisioning"
      badge={<JobStateTag status={status} />}
      subtitle="Where Entra ID sends this application's users and groups"
      commands={
        <>
          <Command
            icon={<Save16Regular />}
            isPrimary={isChanged && (!hasNewCredentials || test?.passed === true)}
            isDisabled={!isChanged || saving.isBusy || testing.isBusy}
            onPress={() => save(false)}
          >
            Save
          </Command>
          <Command icon={<Dismiss16Regular />} isDisabled={!isChanged} onPress={discard}>
            Discard
          </Command>
          {isSaveRefused && (
            <Button size="small" disabled={saving.isBusy} onClick={() => save(true)}>
              Save without a passing test
            </Button>
          )}
        </>
      }
    >
      <ProblemBanner problem={(isSaveRefused && shownTest !== null ? null : saving.problem) ?? testing.problem} />
      {isConfigured && <JobBanners appId={appId} status={status} />}
      {mode === 'Automatic' && <ConnectionResult test={shownTest} />}
      <div className="columns">
        <div className="stack entra-gap">
          <Field
            label="Provisioning Mode"
            className="entra-narrow"
            hint={
              mode === 'Manual' ? 'Manual: somebody keeps the accounts by hand. Choose Automatic for Entra ID to do it.' : null
            }
          >
            <Select value={mode} onChange={(_event, { value }) => setMode(value === 'Automatic' ? 'Automatic' : 'Manual')}>
              <option>Manual</option>
              <option>Automatic</option>
            </Select>
          </Field>
          {mode === 'Automatic' && (
            <AdminCredentials
              credentials={credentials}
              connection={connection}
              test={shownTest}
              isTesting={testing.isBusy}
              onChange={change}
              onTest={(tested) => {
                if (tested !== credentials) change(tested);
                void testConnection(tested);
              }}
            />
          )}
          {mode === 'Automatic' && isConfigured && (
            <ProvisioningSections
              appId={appId}
              settings={settingsDraft ?? settings}
              isOn={isOnDraft ?? isOn}
              onSettings={setSettingsDraft}
              onStatus={setIsOnDraft}
            />
          )}
        </div>
        {mode === 'Automatic' && (
          <div className="stack entra-gap">
            <ProbeList test={shownTest} isTesting={testing.isBusy} />
            <PatchDialect tenantUrl={credentials.tenantUrl} onChange={(tenantUrl) => change({ ...credentials, tenantUrl })} />
            <ConnectionExceptions options={credentials.options} onChange={(options) => change({ ...credentials, options })} />
            <SavedConnections appId={appId} isConfigured={isConfigured && !hasNewCredentials} onUsed={discard} />
          </div>
        )}
      </div>
    </ApplicationPage>
  );
}
