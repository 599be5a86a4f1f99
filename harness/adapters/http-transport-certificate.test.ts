import { X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { readCertificate } from './scripted-endpoint.ts';
import { ASK, answerEmptyList, closeOpened, endpoint, failureIn, NO_EXCEPTIONS, responseIn, send } from './scripted-transport.ts';

const PIN = new X509Certificate(readCertificate('server.pem')).fingerprint256;

afterEach(closeOpened);

describe('a certificate', () => {
  const withOptions = (options: Partial<ConnectionOptions>) => ({ options: { ...NO_EXCEPTIONS, ...options } });

  test.each<[string, string, Partial<ConnectionOptions>]>([
    ['of an authority that was named', '127.0.0.1', { certificateAuthority: readCertificate('authority.pem') }],
    ['that is pinned', '127.0.0.1', { certificateFingerprint: PIN }],
    ['that is pinned, under any name', 'localhost', { certificateFingerprint: PIN.toLowerCase().replaceAll(':', '') }],
  ])('%s is trusted', async (_sentence, host, options) => {
    const target = await endpoint(answerEmptyList, 'tls');
    expect(responseIn(await send(`https://${host}:${target.port}/scim`, ASK, withOptions(options)))).toMatchObject({
      status: 200,
    });
  });

  test.each<[string, string, Partial<ConnectionOptions>, RegExp]>([
    ['of an unknown authority', '127.0.0.1', {}, new RegExp(`authority.*UNABLE_TO_VERIFY_LEAF_SIGNATURE.*${PIN}`)],
    ['for another name', 'localhost', { certificateAuthority: readCertificate('authority.pem') }, /another name .*ALTNAME/],
    ['other than the pinned one', '127.0.0.1', { certificateFingerprint: PIN.replace(/^../, '00') }, /not the pinned one/],
    [
      'other than the pinned one, its authority known',
      '127.0.0.1',
      { certificateFingerprint: PIN.replace(/^../, '00'), certificateAuthority: readCertificate('authority.pem') },
      /not the pinned one/,
    ],
  ])('%s is refused before anything is sent', async (_sentence, host, options, reason) => {
    const target = await endpoint(answerEmptyList, 'tls');
    const failure = failureIn(await send(`https://${host}:${target.port}/scim`, ASK, withOptions(options)));
    expect(failure).toEqual({ kind: 'tls', detail: expect.stringMatching(reason) });
    expect(target.requests).toEqual([]);
  });

  test('cannot be had from a port that speaks plain http, nor plain http from one that wants TLS', async () => {
    const plain = await endpoint(answerEmptyList);
    const secure = await endpoint(answerEmptyList, 'tls');
    expect(failureIn(await send(`https://127.0.0.1:${plain.port}/scim`, ASK))).toMatchObject({ kind: 'tls' });
    expect(failureIn(await send(`http://127.0.0.1:${secure.port}/scim`, ASK))).toMatchObject({
      kind: expect.stringMatching(/^(reset|unparsable)$/),
    });
  });
});
