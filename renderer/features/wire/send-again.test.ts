import { expect, test } from 'vitest';
import { hostOf, sendAgainProblem } from './send-again.ts';

const consent = { host: 'https://scim.example.test', userCount: 1, groupCount: 0 };
const local = { isConfigured: true, targetKind: 'local', status: { needsConsent: null } } as const;
const remote = { isConfigured: true, targetKind: 'remote', status: { needsConsent: consent } } as const;
const allowed = { ...remote, status: { needsConsent: null } };
const write = { method: 'PATCH', purpose: 'update', isCut: false, requestBody: '{}' } as const;
const cut = { ...write, isCut: true, requestBody: '{"a\n[cut here: 70000 bytes in all, SHA-256 0]' };

test.each([
  ['a write to the bundled server goes', write, local, null],
  ['a write to a remote target waits for consent', write, remote, 'needs-consent'],
  ['and goes once it was given', write, allowed, null],
  ['a read needs none', { ...write, method: 'GET' }, remote, null],
  ['half a body is not sent', cut, local, 'cut'],
  ['a whole one whose answer was cut is', { ...cut, requestBody: '{}' }, local, null],
  ['a token request goes to no target', { ...write, purpose: 'access-token' }, local, 'token-request'],
  ['an application without a target has nowhere to send', write, { ...local, isConfigured: false }, 'no-target'],
  ['nor has one that is gone', write, undefined, 'no-target'],
] as const)('%s', (_sentence, exchange, app, expected) => {
  expect(sendAgainProblem(exchange, app)).toBe(expected);
});

test('a target goes by its host', () => {
  expect(hostOf({ tenantUrl: 'https://scim.example.test:8443/v2?code=***' })).toBe('scim.example.test:8443');
  expect(hostOf({ tenantUrl: null })).toBe('the target');
});
