import type { TestWorkspace } from '#harness/testing/test-workspace.ts';
import type { StateWrite } from '#shared/engine/effect.ts';
import { userId } from './large-tenant.ts';
import { rounded, type UiFigure } from './ui-figure.ts';

const TURN_COUNT = 5;
const GOAL_MS = 100;
const LINKS_AT_ONCE = 5_000;

/** What each filter of the user list costs through the api: a page of 200 with its count, and how each stands in the application. */
export async function measureUserFilters(opened: TestWorkspace, userCount: number): Promise<readonly UiFigure[]> {
  const { tenant } = opened.api;
  await link(opened, userCount);
  const questions: Readonly<Record<string, () => Promise<unknown>>> = {
    none: () => tenant.users({}),
    search: () => tenant.users({ search: `person-${userCount - 1}` }),
    account: () => tenant.users({ account: 'blocked' }),
    department: () => tenant.users({ department: 'Department 7', offset: 1000 }),
    mail: () => tenant.users({ mail: 'none' }),
    linked: () => tenant.users({ target: 'linked' }),
    unlinked: () => tenant.users({ target: 'unlinked' }),
    failed: () => tenant.users({ target: 'failed' }),
    all: () => tenant.users({ search: 'person-1', account: 'enabled', department: 'Department 1', target: 'linked' }),
    departments: () => tenant.departments({}),
  };
  const figures: UiFigure[] = [];
  for (const [name, ask] of Object.entries(questions)) {
    const times: number[] = [];
    for (let turn = 0; turn < TURN_COUNT; turn += 1) {
      const from = performance.now();
      await ask();
      times.push(performance.now() - from);
    }
    figures.push({
      id: `user-filter-${name}-ms`,
      sentence: `The list of ${userCount} users, filter: ${name}`,
      value: rounded(Math.min(...times)),
      goal: GOAL_MS,
    });
  }
  return figures;
}

/** Nine users of ten are in the target, and one of a hundred waits for a retry. */
async function link({ workspace, api }: TestWorkspace, userCount: number): Promise<void> {
  const [app] = await api.apps.list({});
  if (app === undefined) throw new Error('The workspace has no application to link users in');
  const job = workspace.parts.db.jobStore(app.id);
  let writes: StateWrite[] = [];
  for (let number = 0; number < userCount; number += 1) {
    const object = { sourceId: userId(number), type: 'User' } as const;
    if (number % 10 !== 0) {
      const link = {
        ...object,
        targetId: `target-${number}`,
        origin: 'created',
        isManaged: true,
        exportedMemberIds: [],
      } as const;
      writes.push({ kind: 'put-link', link });
    }
    if (number % 100 === 0) {
      const escrow = { ...object, attempts: 1, firstFailedAt: 0, nextAttemptAt: 1, errorCode: 'InvalidValue' };
      writes.push({ kind: 'put-escrow', escrow });
    }
    if (writes.length >= LINKS_AT_ONCE) {
      job.commit(writes, [], 'at-once');
      writes = [];
    }
  }
  job.commit(writes, [], 'at-once');
}
