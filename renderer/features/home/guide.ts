import type { ApplicationView, AssignmentView } from '#shared/api/application-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';

/** What there is so far; all that the guide knows. */
export interface Rehearsal {
  readonly directories: readonly DirectoryView[];
  readonly apps: readonly ApplicationView[];
  /** Of the guide's application. */
  readonly assignments: readonly Pick<AssignmentView, 'principalId' | 'displayName' | 'objectType'>[];
  readonly tenantUserCount: number;
  readonly tenantGroupCount: number;
  /** Somebody of the tenant whom Entra would create without ado; null where there is nobody. */
  readonly candidate: Person | null;
  /** Somebody has looked at both sides. */
  readonly hasCompared: boolean;
}

export interface Person {
  readonly objectId: string;
  readonly displayName: string;
}

export type GuideKey = 'directory' | 'connection' | 'assignment' | 'provisioning' | 'sides';

export interface GuideStep {
  readonly key: GuideKey;
  readonly title: string;
  readonly text: string;
  /** What the button that does it says. */
  readonly doText: string;
  /** The screen where a person does it. */
  readonly href: string;
  readonly isDone: boolean;
}

/** The application the guide is about: the first that is connected, else the first. */
export function guideApp({ apps }: Pick<Rehearsal, 'apps'>): ApplicationView | undefined {
  return apps.find(({ isConfigured }) => isConfigured) ?? apps[0];
}

/** Whom the guide sends: a user who is assigned, else the one it would assign. */
export function guideSubject({ assignments, candidate }: Pick<Rehearsal, 'assignments' | 'candidate'>): Person | null {
  const assigned = assignments.find(({ objectType }) => objectType === 'User');
  return assigned === undefined ? candidate : { objectId: assigned.principalId, displayName: assigned.displayName };
}

/** The five steps, each done when its result is there, however it came about. */
export function guideSteps(rehearsal: Rehearsal): readonly GuideStep[] {
  const { directories, assignments, tenantUserCount, candidate, hasCompared } = rehearsal;
  const app = guideApp(rehearsal);
  const appRoute = app === undefined ? '/entra/apps' : `/entra/apps/${app.id}`;
  const subject = guideSubject(rehearsal);
  const isProvisioned = app !== undefined && (app.status.linkedUserCount > 0 || app.status.lastCycle !== null);
  return [
    {
      key: 'directory',
      title: say('guide.directory'),
      text: say('guide.directory.text'),
      doText: say('guide.directory.do'),
      href: '/recv/orgs/add-directory',
      // Somebody who rehearses against a server of their own needs none here.
      isDone: directories.length > 0 || app?.targetKind === 'remote',
    },
    {
      key: 'connection',
      title: say('guide.connection'),
      text: say('guide.connection.text'),
      doText: say('guide.connection.do'),
      href: app === undefined ? '/entra/apps/new' : `${appRoute}/connectivity`,
      isDone: app?.isConfigured === true,
    },
    {
      key: 'assignment',
      title: say('guide.assignment'),
      ...assignmentWords(tenantUserCount, candidate),
      href: tenantUserCount === 0 ? '/entra/users' : app === undefined ? '/entra/apps' : `${appRoute}/assignments/add`,
      isDone: assignments.length > 0,
    },
    {
      key: 'provisioning',
      title: say('guide.provisioning'),
      text: say('guide.provisioning.text'),
      doText: say('guide.provisioning.do'),
      href: app === undefined ? '/entra/apps' : `${appRoute}/on-demand${subject === null ? '' : `/${subject.objectId}`}`,
      isDone: isProvisioned,
    },
    {
      key: 'sides',
      title: say('guide.sides'),
      text: say('guide.sides.text'),
      doText: say('guide.sides.do'),
      href: app === undefined || subject === null ? '/wire' : `/compare/${subject.objectId}?app=${app.id}`,
      isDone: isProvisioned && hasCompared,
    },
  ];
}

function assignmentWords(tenantUserCount: number, candidate: Person | null): Pick<GuideStep, 'text' | 'doText'> {
  if (tenantUserCount === 0) return { text: say('guide.assignment.empty'), doText: say('guide.assignment.load') };
  const name = candidate?.displayName ?? '';
  if (name === '') return { text: say('guide.assignment.any'), doText: say('guide.assignment') };
  return { text: say('guide.assignment.text', { name }), doText: say('guide.assignment.do', { name }) };
}
