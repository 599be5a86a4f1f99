import { expect, test } from 'vitest';
import { parseWebhookUrl, webhookSecretNames } from './webhook-address.ts';

test.each([
  ['http://127.0.0.1:4000', { path: '/', origin: 'http://127.0.0.1:4000', masked: 'http://127.0.0.1:4000', isLoopback: true }],
  ['http://localhost:4000/', { path: '/', masked: 'http://localhost:4000/', isLoopback: true }],
  ['http://[::1]:4000/a/b/', { path: '/a/b/', masked: 'http://[::1]:4000/a/b/', isLoopback: true }],
  ['  https://Hooks.example.test/a  ', { path: '/a', origin: 'https://hooks.example.test', isLoopback: false }],
  [
    'https://hooks.example.test/a/?key=s3cret&flag',
    { path: '/a/?key=s3cret&flag', masked: 'https://hooks.example.test/a/?key=***&***', isLoopback: false },
  ],
  ['https://hooks.example.test?key=s3cret', { path: '/?key=s3cret', masked: 'https://hooks.example.test?key=***' }],
  ['https://127.0.0.1.example.test/', { isLoopback: false }],
  ['https://10.0.0.8/', { isLoopback: false }],
])('%s', (text, expected) => {
  const address = parseWebhookUrl(text);
  expect(address).toMatchObject({ ok: true, value: expected });
});

test('what an endpoint echoes of its query is masked', () => {
  const address = parseWebhookUrl('https://hooks.example.test/?key=long-secret');
  expect(address.ok && address.value.mask('You sent long-secret.')).toBe('You sent ***.');
});

test('the vault keeps two secrets of each endpoint', () => {
  expect(webhookSecretNames('we_1')).toEqual({ url: 'webhook/we_1/url', secret: 'webhook/we_1/secret' });
});
