import { expect, test } from 'vitest';
import { receiverExample } from './webhook-example.ts';

test.each([
  ['http://127.0.0.1:4000/hooks', 'PORT=4000 node docs/examples/verify-webhook.mjs'],
  ['http://localhost/', 'PORT=80 node docs/examples/verify-webhook.mjs'],
  ['https://hooks.example.test/', null],
  ['http://127.0.0.1.example.test/', null],
  ['no address', null],
])('for %s it is %s', (url, command) => {
  expect(receiverExample(url)).toBe(command);
});
