import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { useApps } from '../../app/open-app.ts';
import { Empty } from '../../components/empty.tsx';

interface NobodyYetProps {
  readonly directory: DirectoryView;
  readonly type: 'User' | 'Group';
}

/** An empty directory says who would fill it: the application that is connected to it, or that none is. */
export function NobodyYet({ directory, type }: NobodyYetProps) {
  const [, go] = useLocation();
  const title = say(type === 'User' ? 'resources.empty.users' : 'resources.empty.groups');
  const app = useApps()?.find(({ tenantUrl }) => tenantUrl?.split('?')[0] === directory.endpoint);
  const data = `/recv/dirs/${directory.id}?tab=data`;
  if (app === undefined) {
    return (
      <Empty
        title={title}
        action={
          <div className="row">
            <Button appearance="primary" onClick={() => go('/entra/apps/new')}>
              {say('receiver.connect')}
            </Button>
            <Button onClick={() => go(data)}>{say('resources.empty.seed')}</Button>
          </div>
        }
      >
        {say('resources.empty.bare')}
      </Empty>
    );
  }
  const blade = `/entra/apps/${app.id}`;
  return (
    <Empty
      title={title}
      action={
        <div className="row">
          <Button appearance="primary" size="small" onClick={() => go(`${blade}/on-demand`)}>
            {say('resources.empty.one')}
          </Button>
          <Button size="small" onClick={() => go(`${blade}/connectivity`)}>
            {say('resources.empty.open')}
          </Button>
          <Button size="small" onClick={() => go(data)}>
            {say('resources.empty.seed')}
          </Button>
        </div>
      }
    >
      {say('resources.empty.connected', { app: app.name })}
    </Empty>
  );
}
