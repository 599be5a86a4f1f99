import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { ApplicationPage, bladeOf } from './application-page.tsx';
import { ProvisioningEditor } from './provisioning-editor.tsx';

interface ProvisioningPageProps {
  readonly appId: string;
  /** `edit` once *Get started* was pressed. */
  readonly part: string | undefined;
}

/** Provisioning: Entra's introduction on the first visit, the connection and its settings afterwards. */
export function ProvisioningPage({ appId, part }: ProvisioningPageProps) {
  const api = useApi();
  const connection = useView(['connection.read', appId], ['apps', 'job'], () => api.connection.read({ appId }));
  const detail = useView(['job.detail', appId], ['apps', 'job'], () => api.job.detail({ appId }));
  const status = useView(['job.status', appId], ['apps', 'job'], () => api.job.status({ appId }));
  if (connection.data !== undefined && detail.data !== undefined && status.data !== undefined) {
    if (connection.data.tenantUrl === '' && part !== 'edit') return <GetStarted appId={appId} />;
    return (
      <ProvisioningEditor
        appId={appId}
        connection={connection.data}
        settings={detail.data.settings}
        status={status.data}
        onSaved={() => {
          connection.reload();
          detail.reload();
          status.reload();
        }}
      />
    );
  }
  return (
    <ApplicationPage appId={appId} title="Provisioning">
      <Shown view={{ data: undefined, problem: connection.problem ?? detail.problem ?? status.problem }} name="the connection">
        {() => null}
      </Shown>
    </ApplicationPage>
  );
}

function GetStarted({ appId }: { readonly appId: string }) {
  const [, navigate] = useLocation();
  return (
    <ApplicationPage appId={appId} title="Provisioning">
      <section className="entra-get-started">
        <h2>Automate identity lifecycle management with Microsoft Entra</h2>
        <p>
          Create, update and delete accounts in this application when people join, leave and move within the organization. You
          need two values from the application: the endpoint that takes SCIM requests, and a bearer token for it.
        </p>
        <Button appearance="primary" onClick={() => navigate(`${bladeOf(appId, 'connectivity')}/edit`)}>
          Get started
        </Button>
      </section>
    </ApplicationPage>
  );
}
