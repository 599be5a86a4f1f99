import type { ApplicationView, DirectoryView } from '#shared/api/views.ts';

/** What there is so far; all that the guide knows. */
export interface Rehearsal {
  readonly directories: readonly DirectoryView[];
  readonly apps: readonly ApplicationView[];
  /** Of the first configured application. */
  readonly assignmentCount: number;
  /** Users in the tenant; undefined until they have been counted. */
  readonly tenantUserCount: number | undefined;
}

interface GuideStep {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  /** The screen where it is done. */
  readonly href: string;
  readonly linkText: string;
  readonly isDone: boolean;
}

/** The five steps, each done when its result is there, however it came about. */
export function guideSteps({ directories, apps, assignmentCount, tenantUserCount }: Rehearsal): readonly GuideStep[] {
  const app = apps.find(({ isConfigured }) => isConfigured) ?? apps[0];
  const appRoute = app === undefined ? '/entra/apps' : `/entra/apps/${app.id}`;
  const directory = directories.find(({ userCount }) => userCount > 0) ?? directories[0];
  const linkedUserCount = app?.status.linkedUserCount ?? 0;
  return [
    {
      key: 'directory',
      title: 'Make a place for the users to arrive',
      text: 'A directory in your product, with an endpoint and a bearer token.',
      href: '/recv/orgs/add-directory',
      linkText: 'Create directory',
      // Somebody who rehearses against a server of their own needs none here.
      isDone: directories.length > 0 || app?.targetKind === 'remote',
    },
    {
      key: 'connection',
      title: 'Connect Entra ID to it',
      text: 'A non-gallery application with Tenant URL and Secret Token, checked with Test Connection.',
      href: app === undefined ? '/entra/apps/new' : `${appRoute}/connectivity`,
      linkText: app === undefined ? 'New application' : `Provisioning of ${app.name}`,
      isDone: app?.isConfigured === true,
    },
    {
      key: 'assignment',
      title: 'Assign somebody',
      text:
        tenantUserCount === 0
          ? 'The tenant is empty: load a sample tenant or import a user list first.'
          : 'Only assigned users are provisioned; a group brings its direct members.',
      href: tenantUserCount === 0 ? '/entra/users' : app === undefined ? '/entra/apps' : `${appRoute}/assignments`,
      linkText: tenantUserCount === 0 ? 'Users of the tenant' : 'Users and groups',
      isDone: assignmentCount > 0,
    },
    {
      key: 'provisioning',
      title: 'Provision',
      text: 'Provisioning Status On starts the initial cycle; the next follows 40 minutes later, or when you move the clock.',
      href: app === undefined ? '/entra/apps' : `${appRoute}/overview`,
      linkText: 'Start provisioning',
      isDone: app !== undefined && (app.status.lastCycle !== null || linkedUserCount > 0),
    },
    {
      key: 'both-sides',
      title: 'See both sides',
      text: 'The same person as Entra object, as request and as a user in your product.',
      href: directory === undefined ? '/wire' : `/recv/dirs/${directory.id}`,
      linkText: directory === undefined ? 'The wire' : directory.name,
      isDone: linkedUserCount > 0,
    },
  ];
}
