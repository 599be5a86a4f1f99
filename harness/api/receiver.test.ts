import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
});
afterEach(() => opened.remove());

test('a token is rotated without a gap: the new one is made, used, and the old one revoked', async () => {
  const { api } = opened;
  const { directoryId, token } = await opened.connect();
  const { token: next } = await api.receiver.addToken({ directoryId });
  const suffixes = async () => (await api.receiver.directory({ directoryId })).tokenSuffixes;
  expect(await suffixes()).toEqual([token.slice(-4), next.slice(-4)]);
  const { tokenSuffixes } = await api.receiver.revokeToken({ directoryId, suffix: token.slice(-4) });
  expect(tokenSuffixes).toEqual([next.slice(-4)]);
  expect(await suffixes()).toEqual([next.slice(-4)]);
});

test('a token that is not live is refused with what to do, and nothing is revoked', async () => {
  const { api } = opened;
  const { directoryId, token } = await opened.connect();
  await expect(api.receiver.revokeToken({ directoryId, suffix: '....' })).rejects.toMatchObject({
    message: 'No live token ends in "....".',
    data: { place: 'Tokens', remedy: expect.stringContaining('revoked already') },
  });
  expect((await api.receiver.directory({ directoryId })).tokenSuffixes).toEqual([token.slice(-4)]);
});
