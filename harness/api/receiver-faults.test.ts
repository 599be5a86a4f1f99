import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let directoryId: string;
let token: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ directoryId, token } = await opened.connect());
});
afterEach(() => opened.remove());

/** A request as a client sends it to the directory. */
async function statusOf(path: string, init: RequestInit = {}): Promise<number> {
  const { endpoint } = await opened.api.receiver.directory({ directoryId });
  const response = await fetch(`${endpoint}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  await response.arrayBuffer();
  return response.status;
}

const busy = { id: 'busy', when: { method: 'GET', every: 2 }, effect: { kind: 'status', status: 503 } };

test('a new directory behaves, and says so', async () => {
  const { api } = opened;
  expect((await api.receiver.directory({ directoryId })).misbehaviour).toBeNull();
  expect(await api.faults.of({ directoryId })).toEqual({ seed: '', profileId: null, rules: [] });
});

test('a profile brings its tolerances, settings and rules, and is recognised until something of it is changed', async () => {
  const { api } = opened;
  const applied = await api.faults.applyProfile({ directoryId, profileId: 'plain-json', seed: 'a' });
  expect(applied).toMatchObject({ seed: 'a', profileId: 'plain-json' });
  expect(applied.rules.map(({ id, isOfProfile }) => [id, isOfProfile])).toEqual([
    ['plain-json', true],
    ['not-echoed', true],
  ]);
  const directory = await api.receiver.directory({ directoryId });
  expect(directory.settings.groupPatchStatus).toBe(200);
  expect(directory.misbehaviour).toEqual({ profileName: 'Answers are plain JSON', onCount: 2 });
  await api.receiver.setSettings({ directoryId, groupPatchStatus: 204 });
  expect((await api.receiver.directory({ directoryId })).misbehaviour).toEqual({ profileName: null, onCount: 2 });
});

test('a profile without rules is recognised by what it does not accept', async () => {
  const { api } = opened;
  await api.faults.applyProfile({ directoryId, profileId: 'strict-booleans', seed: '1' });
  const { misbehaviour } = await api.receiver.directory({ directoryId });
  expect(misbehaviour).toEqual({ profileName: 'Only true and false are booleans', onCount: 0 });
});

test('every profile is recognised as itself', async () => {
  const { api } = opened;
  const profiles = await api.faults.profiles({});
  expect(profiles.length).toBeGreaterThanOrEqual(10);
  for (const { id, deeds } of profiles) {
    expect(deeds).not.toEqual([]);
    expect((await api.faults.applyProfile({ directoryId, profileId: id, seed: '1' })).profileId).toBe(id);
    await api.receiver.setSettings({ directoryId, groupPatchStatus: 204 });
  }
});

test('a rule falls upon the requests it means, and its counts are told', async () => {
  const { api } = opened;
  const { problems, faults } = await api.faults.setPlan({ directoryId, seed: '1', rules: [busy] });
  expect(problems).toEqual([]);
  expect(faults.rules[0]).toMatchObject({
    conditionSentence: 'GET, each 2nd',
    isOn: true,
    isOfProfile: false,
    rule: { id: 'busy', isOn: true },
  });
  expect([await statusOf('/Users'), await statusOf('/Users'), await statusOf('/Users')]).toEqual([200, 503, 200]);
  expect((await api.faults.of({ directoryId })).rules[0]).toMatchObject({ seenCount: 3, firedCount: 1 });
});

test('a rule that is switched off lets requests through, the counts of the others go on, and a restart keeps it off', async () => {
  const { api } = opened;
  const late = { id: 'late', effect: { kind: 'latency', ms: 1 } };
  await api.faults.setPlan({ directoryId, seed: '1', rules: [busy, late] });
  await statusOf('/Users');
  const { rules } = await api.faults.switchRule({ directoryId, ruleId: 'busy', isOn: false });
  expect(rules.map(({ id, isOn, seenCount }) => [id, isOn, seenCount])).toEqual([
    ['busy', false, 1],
    ['late', true, 1],
  ]);
  expect(await statusOf('/Users')).toBe(200);
  await opened.close();
  await opened.open();
  expect((await opened.api.faults.of({ directoryId })).rules.map(({ id, isOn }) => [id, isOn])).toEqual([
    ['busy', false],
    ['late', true],
  ]);
  expect((await opened.api.receiver.directory({ directoryId })).misbehaviour).toEqual({ profileName: null, onCount: 1 });
});

test('a plan with a problem names its place and changes nothing', async () => {
  const { api } = opened;
  await api.faults.setPlan({ directoryId, seed: '1', rules: [busy] });
  const wrong = { id: 'Busy!', when: { every: 0 }, effect: { kind: 'latency', ms: -1 } };
  const { problems, faults } = await api.faults.setPlan({ directoryId, seed: '2', rules: [busy, wrong] });
  expect(problems.map(({ place }) => place)).toEqual(['rules[1].id', 'rules[1].when.every', 'rules[1].effect.ms']);
  expect(faults).toMatchObject({ seed: '1', rules: [{ id: 'busy' }] });
});

test('rules that a screen was shown can be given back as they are', async () => {
  const { api } = opened;
  const { rules } = await api.faults.applyProfile({ directoryId, profileId: 'other-mails-lost', seed: '1' });
  const again = await api.faults.setPlan({ directoryId, seed: '1', rules: rules.map(({ rule }) => rule) });
  expect(again).toEqual({ problems: [], faults: { seed: '1', profileId: 'other-mails-lost', rules } });
});

test('what is gone is refused: a directory, a profile, a rule', async () => {
  const { api } = opened;
  const refusals = [
    api.faults.of({ directoryId: 'nobody' }),
    api.faults.applyProfile({ directoryId, profileId: '../secrets', seed: '1' }),
    api.faults.switchRule({ directoryId, ruleId: 'none', isOn: true }),
  ];
  for (const refusal of refusals) await expect(refusal).rejects.toMatchObject({ code: 'REFUSED' });
});

test('every kind of fault can be put into a form: its fields with their defaults, in the order of the catalogue', async () => {
  const kinds = await opened.api.faults.kinds({});
  expect(new Set(kinds.map(({ group }) => group))).toEqual(new Set(['instead', 'way', 'answer', 'write']));
  const late = kinds.find(({ kind }) => kind === 'latency');
  expect(late?.fields.map(({ name, type }) => [name, type])).toEqual([
    ['ms', 'integer'],
    ['jitterMs', 'integer'],
  ]);
});
