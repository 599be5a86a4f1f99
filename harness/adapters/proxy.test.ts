import { expect, test } from 'vitest';
import { proxyFor } from './proxy.ts';

const target = { scheme: 'https', host: 'scim.example.test', port: 443 } as const;
const HTTPS_PROXY = 'http://proxy.example.test:3128';

test.each<[string, NodeJS.ProcessEnv, boolean]>([
  ['no variable', {}, false],
  ['HTTPS_PROXY', { HTTPS_PROXY }, true],
  ['the same in lower case', { https_proxy: HTTPS_PROXY }, true],
  ['HTTP_PROXY is for plain http only', { HTTP_PROXY: HTTPS_PROXY }, false],
  ['the host in NO_PROXY', { HTTPS_PROXY, NO_PROXY: 'localhost, scim.example.test' }, false],
  ['a domain above it', { HTTPS_PROXY, NO_PROXY: 'example.test' }, false],
  ['a domain with a dot', { HTTPS_PROXY, NO_PROXY: '.example.test' }, false],
  ['a domain with a star', { HTTPS_PROXY, no_proxy: '*.Example.test' }, false],
  ['a name that only ends alike', { HTTPS_PROXY, NO_PROXY: 'ample.test,cim.example.test' }, true],
  ['its port', { HTTPS_PROXY, NO_PROXY: 'scim.example.test:443' }, false],
  ['another port', { HTTPS_PROXY, NO_PROXY: 'scim.example.test:8443' }, true],
  ['everything', { HTTPS_PROXY, NO_PROXY: '*' }, false],
  ['an empty list', { HTTPS_PROXY, NO_PROXY: ' ,' }, true],
])('%s: goes through the proxy %#', (_sentence, environment, isProxied) => {
  const proxy = { host: 'proxy.example.test', port: 3128, authorization: null };
  expect(proxyFor(target, environment)).toEqual({ ok: true, value: isProxied ? proxy : null });
});

test('user and password become a credential, a missing port is 80', () => {
  expect(proxyFor(target, { HTTPS_PROXY: 'http://ada:p%40ss@proxy.example.test' })).toEqual({
    ok: true,
    value: { host: 'proxy.example.test', port: 80, authorization: `Basic ${Buffer.from('ada:p@ss').toString('base64')}` },
  });
});

test.each(['https://ada:hidden@proxy.example.test', 'socks5://proxy.example.test:1080', '::'])(
  '%s is no proxy we can use',
  (address) => {
    const parsed = proxyFor(target, { HTTPS_PROXY: address });
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ place: 'HTTPS_PROXY', remedy: expect.stringContaining('NO_PROXY') }],
    });
    expect(JSON.stringify(parsed)).not.toContain('hidden');
  },
);
