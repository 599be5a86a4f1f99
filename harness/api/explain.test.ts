import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import type { ExplainText } from '#shared/trace/explain-text.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
});
afterEach(() => opened.remove());

const whyOf = async (objectId: string) => {
  const view = await opened.api.explain.read({ appId, objectId });
  return {
    ...view,
    said: plain(view.sentence),
    verdicts: Object.fromEntries(view.chain.map(({ key, verdict }) => [key, verdict])),
  };
};
const nextCycle = () => opened.api.clock.advance({ ms: 40 * MINUTE_MS });

test('the answer follows a user through the life of a job', async () => {
  const { api } = opened;
  const { objectId } = await opened.personNamed('Ada');
  const before = await api.exchanges.list({});
  expect(await whyOf(objectId)).toMatchObject({
    cause: expect.stringMatching(/assigned/),
    verdicts: { source: 'passed', assignment: 'stopped' },
  });
  await api.assignments.add({ appId, principalIds: [objectId] });
  expect(await whyOf(objectId)).toMatchObject({ cause: 'off' });
  expect((await api.exchanges.list({})).totalCount).toBe(before.totalCount);

  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  const created = await whyOf(objectId);
  expect(created).toMatchObject({
    cause: 'current',
    tone: 'success',
    verdicts: { job: 'passed', match: 'passed', export: 'passed' },
  });
  expect(created.chain.find(({ key }) => key === 'export')?.exchanges[0]).toMatchObject({ method: 'POST', status: 201 });
  expect(created.evidence['match-in-precedence']?.level).toBe('documented');

  await api.tenant.updateUser({ objectId, attributes: { jobTitle: 'Astronomer' } });
  expect(await whyOf(objectId)).toMatchObject({ cause: 'pending' });
  expect((await api.tenant.user({ objectId })).unsentAttributes).toEqual(['jobTitle']);
  await nextCycle();
  expect(await whyOf(objectId)).toMatchObject({ cause: 'current' });

  await api.assignments.remove({ appId, principalIds: [objectId] });
  expect((await whyOf(objectId)).said).toContain('is disabled in Our product by the next cycle');
  await nextCycle();
  expect(await whyOf(objectId)).toMatchObject({ cause: 'unmanaged', verdicts: { assignment: 'leaves' } });
  await api.tenant.hardDelete({ objectId });
  expect(await whyOf(objectId)).toMatchObject({ cause: 'unmanaged', subject: { name: 'Ada Marsh' } });
});

test('a member of a nested group is told which group to assign', async () => {
  const { api } = opened;
  const { objectId } = await opened.personNamed('Ada');
  const inner = await api.tenant.createGroup({ displayName: 'Night shift' });
  const outer = await api.tenant.createGroup({ displayName: 'Shifts' });
  await api.tenant.addMember({ groupId: inner.objectId, memberId: objectId });
  await api.tenant.addMember({ groupId: outer.objectId, memberId: inner.objectId });
  await api.assignments.add({ appId, principalIds: [outer.objectId] });
  const why = await whyOf(objectId);
  expect(why).toMatchObject({
    cause: 'nested-only',
    remedies: [{ title: 'Assign Night shift' }, { title: 'Make it a direct member of Shifts' }, {}],
  });
  expect(why.said).toContain('Night shift, which is inside the assigned group Shifts');
});

test('whoever joins an assigned group is waited for by the next cycle', async () => {
  const { api } = opened;
  const { objectId } = await opened.personNamed('Ada');
  const group = await api.tenant.createGroup({ displayName: 'Night shift' });
  await api.assignments.add({ appId, principalIds: [group.objectId] });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  await api.tenant.addMember({ groupId: group.objectId, memberId: objectId });
  const why = await whyOf(objectId);
  expect(why).toMatchObject({ cause: 'pending', verdicts: { assignment: 'passed', job: 'pending' } });
  expect(plain(why.chain.find(({ key }) => key === 'assignment')?.text ?? [])).toContain('Direct member of Night shift');
});

test('a target that nobody reaches is the answer, and the audit of the job says so', async () => {
  const { api } = opened;
  const { objectId } = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [objectId] });
  const [directory] = await api.receiver.directories({});
  await api.receiver.removeDirectory({ directoryId: directory?.id ?? '' });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  expect(await whyOf(objectId)).toMatchObject({ cause: 'unreachable', tone: 'failed' });
});

test('an object that nothing is known of is refused', async () => {
  await expect(opened.api.explain.read({ appId, objectId: 'nobody' })).rejects.toThrow('This object is no longer here.');
});

function plain(text: ExplainText): string {
  return text.map((part) => (typeof part === 'string' ? part : 'at' in part ? String(part.at) : part.code)).join('');
}
