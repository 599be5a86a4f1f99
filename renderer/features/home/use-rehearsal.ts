import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { useApps } from '../../app/open-app.ts';
import { useDirectories } from '../receiver/receiver-views.ts';
import type { Rehearsal } from './guide.ts';

/** How far this workspace has come. */
export function useRehearsal(): Rehearsal {
  const api = useApi();
  const { data: directories = [] } = useDirectories();
  const apps = useApps() ?? [];
  const appId = (apps.find(({ isConfigured }) => isConfigured) ?? apps[0])?.id;
  const { data: assignments = [] } = useView(['assignments', appId ?? 'none'], ['apps', 'tenant'], async () =>
    appId === undefined ? [] : await api.assignments.list({ appId }),
  );
  const { data: users } = useView(['users', 'count'], ['tenant'], () => api.tenant.users({ limit: 1 }));
  return { directories, apps, assignmentCount: assignments.length, tenantUserCount: users?.totalCount };
}
