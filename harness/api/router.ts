import type { contract } from '#shared/api/contract.ts';
import type { WorkspaceView } from '#shared/api/workspace-views.ts';
import type { JobRunner } from '../session/job-runner.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { appHandlers } from './apps.ts';
import { assignmentHandlers } from './assignments.ts';
import { auditHandlers } from './audit.ts';
import { clockHandlers } from './clock.ts';
import { compareHandlers } from './compare.ts';
import { connectionHandlers } from './connection.ts';
import { directoryContentHandlers } from './directory-contents.ts';
import { directoryOAuthHandlers } from './directory-oauth.ts';
import { exchangeHandlers } from './exchanges.ts';
import { explainHandlers } from './explain.ts';
import { expressionHandlers } from './expressions.ts';
import { habitHandlers } from './habits.ts';
import { api } from './implementer.ts';
import { jobHandlers } from './job.ts';
import { logHandlers } from './logs.ts';
import { mappingHandlers } from './mappings.ts';
import { receiverHandlers } from './receiver.ts';
import { faultHandlers } from './receiver-faults.ts';
import { recordingHandlers } from './recordings.ts';
import { scenarioHandlers } from './scenarios.ts';
import { schemaHandlers } from './schema.ts';
import { openShippedProfiles } from './shipped-profiles.ts';
import { steppingHandlers } from './stepping.ts';
import { tenantHandlers } from './tenant.ts';
import { webhookHandlers } from './webhooks.ts';
import { createWorkbench } from './workbench.ts';
import { workspaceSearchHandlers } from './workspace-search.ts';

export interface RouterOptions {
  readonly samplesFolder: string;
  readonly host: 'desktop' | 'browser';
  readonly version: string;
  readonly folder: string;
  /** What a person should know now; emptied when dismissed. */
  readonly notices: string[];
}

/** The contract of shared/api against one open workspace; hosts only bind it to a wire. */
export function createRouter(parts: WorkspaceParts, runner: JobRunner, options: RouterOptions) {
  const { host, version, folder, notices } = options;
  const workbench = createWorkbench(parts, options);
  const profiles = openShippedProfiles(parts.server, workbench.profilesFolder);
  return afterSorting(parts).router({
    workspace: {
      read: api.workspace.read.handler(
        (): WorkspaceView => ({
          name: parts.document.value.name,
          version,
          host,
          folder,
          serverAddress: parts.serverAddress,
          secretsNote: parts.vault.note,
          notices,
        }),
      ),
      dismissNotices: api.workspace.dismissNotices.handler(() => {
        notices.length = 0;
        parts.live.changed('workspace');
        return null;
      }),
      ...workspaceSearchHandlers(parts),
    },
    live: {
      follow: api.live.follow.handler(({ signal }) => parts.live.follow(signal ?? new AbortController().signal)),
      followers: api.live.followers.handler(() => parts.live.followerCount),
    },
    clock: clockHandlers(parts, runner),
    receiver: {
      ...receiverHandlers(parts, profiles),
      ...directoryContentHandlers(parts, options.samplesFolder),
      ...directoryOAuthHandlers(parts),
    },
    faults: faultHandlers(parts, profiles),
    tenant: tenantHandlers(parts, options.samplesFolder),
    apps: appHandlers(parts, runner),
    connection: connectionHandlers(parts, runner),
    mappings: mappingHandlers(parts, runner),
    schema: schemaHandlers(parts, runner),
    expressions: expressionHandlers(parts),
    assignments: assignmentHandlers(parts),
    habits: habitHandlers(parts),
    job: jobHandlers(parts, runner),
    explain: explainHandlers(parts, runner),
    compare: compareHandlers(parts, runner),
    audit: auditHandlers(parts),
    logs: logHandlers(parts),
    stepping: steppingHandlers(parts, runner),
    exchanges: exchangeHandlers(parts),
    scenarios: scenarioHandlers(parts, workbench),
    recordings: recordingHandlers(parts, workbench),
    webhooks: webhookHandlers(parts),
  });
}

/**
 * Areas that read the trace, and are answered once it is sorted in. Not `job`, where what it is told to do is done first, and not
 * `workspace`, whose name needs none of it: there, what reads waits itself.
 */
const TRACE_READERS = new Set<string>([
  ...(['tenant', 'apps', 'mappings', 'explain', 'compare'] satisfies readonly Area[]),
  ...(['audit', 'logs', 'exchanges', 'recordings'] satisfies readonly Area[]),
]);
type Area = keyof typeof contract;

function afterSorting({ db }: WorkspaceParts) {
  return api.use(async ({ next, path }) => {
    if (TRACE_READERS.has(path[0] ?? '')) await db.trace.settled();
    return next();
  });
}
