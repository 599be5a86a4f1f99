import { expect, test } from 'vitest';
import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { parseConnectionOptions } from './connection-options.ts';
import { readCertificate } from './scripted-endpoint.ts';

const none: ConnectionOptions = {
  allowsPlainHttp: false,
  certificateAuthority: null,
  certificateFingerprint: null,
  extraHeader: null,
};
const hex = '0a'.repeat(32);
const colons = Array.from({ length: 32 }, () => '0A').join(':');

test.each([
  ['as Node spells it', colons],
  ['in lower case without colons', hex],
  ['as openssl prints it', `sha256 Fingerprint=${colons}`],
])('a fingerprint %s is taken', (_sentence, certificateFingerprint) => {
  expect(parseConnectionOptions({ ...none, certificateFingerprint })).toEqual({
    ok: true,
    value: { ...none, certificateFingerprint: colons },
  });
});

test('fields left blank are no exceptions', () => {
  expect(parseConnectionOptions({ ...none, certificateAuthority: ' ', certificateFingerprint: '' })).toEqual({
    ok: true,
    value: none,
  });
});

test('several certificates of an authority are taken', () => {
  const certificateAuthority = readCertificate('authority.pem') + readCertificate('server.pem');
  expect(parseConnectionOptions({ ...none, certificateAuthority })).toMatchObject({ ok: true });
});

test.each<[string, Partial<ConnectionOptions>, string, RegExp]>([
  ['a SHA-1 fingerprint', { certificateFingerprint: '0a'.repeat(20) }, 'Certificate fingerprint', /64 hexadecimal/],
  ['a text without a certificate', { certificateAuthority: 'authority.pem' }, 'Certificate authority', /no certificate/],
  [
    'a damaged certificate',
    { certificateAuthority: readCertificate('authority.pem').replace(/M/g, 'A') },
    'Certificate authority',
    /no certificate/,
  ],
  ['a private key', { certificateAuthority: readCertificate('server-key.pem') }, 'Certificate authority', /private key/],
  ['a header name with a colon', { extraHeader: { name: 'X-Key:', value: '1' } }, 'Extra header', /name/],
  ['a header of ours', { extraHeader: { name: 'authorization', value: '1' } }, 'Extra header', /set by the rehearsal/],
  ['a header of two lines', { extraHeader: { name: 'X-Key', value: 'hidden-value\r\nHost: b' } }, 'Extra header', /line break/],
])('%s is refused', (_sentence, options, place, message) => {
  const parsed = parseConnectionOptions({ ...none, ...options });
  expect(parsed).toEqual({
    ok: false,
    problems: [{ place, message: expect.stringMatching(message), remedy: expect.stringMatching(/./) }],
  });
  expect(JSON.stringify(parsed)).not.toContain('hidden-value');
});
