import type { OnDemandView } from '#shared/api/job-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import type { ApiClient } from '../../app/client.ts';
import { say } from '../../app/messages.ts';
import type { Problem } from '../../components/problem.ts';
import { type GuideKey, guideApp, guideSubject, type Rehearsal } from './guide.ts';

/** A step that can be done for somebody; looking they must do themselves. */
export type WorkKey = Exclude<GuideKey, 'sides'>;

interface Work {
  readonly api: ApiClient;
  readonly rehearsal: Omit<Rehearsal, 'hasCompared'>;
  /** Bearer tokens made in this window, by directory. */
  readonly tokens: ReadonlyMap<string, string>;
  remember(directoryId: string, token: string): void;
}

const names = {
  organization: 'Larkfield Instruments',
  directory: 'Larkfield Entra',
  app: 'Tidewater Expenses',
  sample: 'larkfield',
};
const noExceptions = { allowsPlainHttp: false, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };

/** Does a step as a person would on its screen. Answers why it did not work; what the harness refuses is thrown. */
export async function doGuideStep(key: WorkKey, work: Work): Promise<Problem | null> {
  switch (key) {
    case 'directory':
      return createDirectory(work);
    case 'connection':
      return connect(work);
    case 'assignment':
      return assign(work);
    case 'provisioning':
      return provision(work);
  }
}

async function createDirectory({ api, remember }: Work): Promise<null> {
  const organizations = await api.receiver.organizations({});
  const owner = organizations[0] ?? (await api.receiver.createOrganization({ name: names.organization }));
  const { directory, token } = await api.receiver.createDirectory({
    organizationId: owner.id,
    name: names.directory,
    behaviour: 'entra-ready',
  });
  remember(directory.id, token);
  return null;
}

async function connect(work: Work): Promise<null> {
  const { api, rehearsal } = work;
  const app = guideApp(rehearsal) ?? (await api.apps.create({ name: names.app }));
  const [directory] = rehearsal.directories;
  if (directory === undefined) return null;
  const secretToken = await tokenOf(directory, work);
  // Saving tests first, as Entra does: two searches, which are the first requests on the wire.
  await api.connection.save({ appId: app.id, tenantUrl: directory.endpoint, secretToken, options: noExceptions });
  return null;
}

/** The one this window has seen; a token is shown once, so that after a reload it takes a new one. */
async function tokenOf({ id }: DirectoryView, { api, tokens, remember }: Work): Promise<string> {
  const known = tokens.get(id);
  if (known !== undefined) return known;
  const { token } = await api.receiver.addToken({ directoryId: id });
  remember(id, token);
  return token;
}

async function assign({ api, rehearsal }: Work): Promise<null> {
  const app = guideApp(rehearsal);
  if (rehearsal.candidate === null) await api.tenant.loadSample({ sampleId: names.sample });
  else if (app !== undefined) await api.assignments.add({ appId: app.id, principalIds: [rehearsal.candidate.objectId] });
  return null;
}

async function provision({ api, rehearsal }: Work): Promise<Problem | null> {
  const [app, subject] = [guideApp(rehearsal), guideSubject(rehearsal)];
  if (app === undefined || subject === null) return null;
  return onDemandProblem(await api.job.provisionOnDemand({ appId: app.id, objectId: subject.objectId }));
}

/** A run that neither failed nor skipped has none. */
function onDemandProblem({ status, error, skipReasons }: OnDemandView): Problem | null {
  if (status !== 'failure' && status !== 'skipped') return null;
  return {
    message: error?.reason ?? skipReasons.join(' '),
    place: error?.code ?? say('guide.refused.place'),
    remedy: error?.recommendedAction ?? say('guide.refused.remedy'),
  };
}
