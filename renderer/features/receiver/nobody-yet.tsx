import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApps } from '../../app/open-app.ts';
import { Empty } from '../../components/empty.tsx';

interface NobodyYetProps {
  readonly directory: DirectoryView;
  readonly noun: string;
}

/** An empty directory says who would fill it: the application that is connected to it, or that none is. */
export function NobodyYet({ directory, noun }: NobodyYetProps) {
  const [, go] = useLocation();
  const app = useApps()?.find(({ tenantUrl }) => tenantUrl?.split('?')[0] === directory.endpoint);
  if (app === undefined) {
    return (
      <Empty
        title={`No ${noun} yet`}
        action={
          <Button appearance="primary" onClick={() => go('/entra/apps/new')}>
            Connect an application in Entra ID
          </Button>
        }
      >
        Nothing is connected to this directory yet. It needs an application with its Endpoint as Tenant URL and its token.
      </Empty>
    );
  }
  const blade = `/entra/apps/${app.id}`;
  return (
    <Empty
      title={`No ${noun} yet`}
      action={
        <div className="row">
          <Button appearance="primary" size="small" onClick={() => go(`${blade}/on-demand`)}>
            Provision one now
          </Button>
          <Button size="small" onClick={() => go(`${blade}/connectivity`)}>
            Open Provisioning
          </Button>
        </div>
      }
    >
      The connection is tested and works. They appear here when {app.name} provisions them: start provisioning, or send one on
      demand.
    </Empty>
  );
}
