import type { ReactNode } from 'react';
import type { ApplicationView } from '#shared/api/application-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView, type View } from '../../app/live.tsx';
import { Page } from '../../components/page.tsx';
import { BladeStrip } from './application-nav.tsx';

interface ApplicationPageProps {
  readonly appId: string;
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly badge?: ReactNode;
  readonly commands?: ReactNode;
  readonly flush?: boolean;
  /** The blade above this page, where it is not the application itself. */
  readonly parent?: { readonly label: string; readonly href: string };
  readonly children: ReactNode;
}

/** A page of one enterprise application, with the way to it. */
export function ApplicationPage({ appId, parent, ...page }: ApplicationPageProps) {
  const application = useApplication(appId);
  return (
    <Page
      world="entra"
      path={[
        { label: 'Entra ID', href: '/entra/users' },
        { label: 'Enterprise applications', href: '/entra/apps' },
        { label: application.data?.name ?? appId, href: bladeOf(appId, 'overview') },
        ...(parent === undefined ? [] : [parent]),
      ]}
      tabs={<BladeStrip appId={appId} />}
      {...page}
    />
  );
}

export function useApplication(appId: string): View<ApplicationView> {
  const api = useApi();
  return useView(['apps.read', appId], ['apps', 'job'], () => api.apps.read({ appId }));
}

type Blade = 'overview' | 'on-demand' | 'plan' | 'assignments' | 'connectivity' | 'mappings' | 'habits' | 'logs' | 'audit';

/** Address of one of an application's pages. */
export function bladeOf(appId: string, blade: Blade): string {
  return `/entra/apps/${appId}/${blade}`;
}
