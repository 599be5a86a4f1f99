import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { signWebhook } from './signature.ts';

test('the time in milliseconds and the digest stand in this order, a comma and a blank between them', () => {
  const body = '{"id":"event_1"}';
  const digest = createHmac('sha256', 'secret').update('1767600000000.{"id":"event_1"}').digest('hex');
  expect(signWebhook(body, { secret: 'secret', issuedAtMs: 1_767_600_000_000 })).toBe(`t=1767600000000, v1=${digest}`);
});

test('a known digest', () => {
  const header = signWebhook('{}', { secret: 'key', issuedAtMs: 1 });
  expect(header).toBe('t=1, v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224');
});
