import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import { anyTexts } from './resource-arbitraries.ts';

/** Nothing that stands in a message of ours by accident. */
const secrets = fc.stringMatching(/^[0-9A-F]{4}-[0-9A-F]{12}$/);
const flags = fc.constantFrom(
  'aadOptscim062020',
  'AADOPTSCIM062020',
  'AzureAdScimPatch062020',
  'aadOptscim062020=',
  'AzureAdScimPatch2017',
);

const addresses = fc.record({
  scheme: fc.constantFrom('http', 'https', 'HTTPS'),
  host: fc.constantFrom('scim.example.test', 'LOCALHOST', '127.0.0.1', '[::1]', 'bücher.example.test'),
  port: fc.option(fc.integer({ min: 1, max: 65_535 })),
  path: fc.constantFrom('', '/', '/scim', '/scim/v2/', '/scim/scim/v2', '/scim/v2/Users', '/a%20b'),
});

interface Piece {
  readonly text: string;
  readonly secret: string | null;
}

const pieces: fc.Arbitrary<Piece> = fc.oneof(
  flags.map((text) => ({ text, secret: null })),
  fc.tuple(flags, secrets).map(([flag, secret]) => ({ text: `${flag.replace('=', '')}=${secret}`, secret })),
  fc
    .tuple(fc.constantFrom('code', 'sig', 'x-key', 'a.b', '', 'xaadOptscim062020'), secrets)
    .map(([name, secret]) => ({ text: `${name}=${secret}`, secret })),
  fc
    .tuple(fc.constantFrom('', 'a=b=', 'a?b=', 'a=%', ';'), secrets)
    .map(([before, secret]) => ({ text: `${before}${secret}`, secret })),
);

test('whatever is typed is a tenant URL or a refusal, and a refusal never quotes it', () => {
  const typed = fc.oneof(
    anyTexts,
    fc
      .tuple(
        fc.constantFrom('', 'Bearer ', 'http://', 'ftp://', 'https://u:', 'https://h.test/?a b', 'https://h.test/#'),
        secrets,
        fc.string(),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(secrets, fc.constantFrom('@h.test', '://h.test', '\n', ':99999/scim', ' ', '%zz'))
      .map(([secret, rest]) => `https://${secret}${rest}`),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseTenantUrl(text);
      if (parsed.ok) return;
      expect(parsed.problems).toHaveLength(1);
      const said = JSON.stringify(parsed.problems);
      for (const [secret] of text.matchAll(/[0-9A-F]{4}-[0-9A-F]{12}/g)) expect(said).not.toContain(secret);
    }),
    { numRuns: 200 },
  );
});

test('a query value is never in what is shown, and always in what is sent unless it belongs to a switch of Entra', () => {
  fc.assert(
    fc.property(
      addresses,
      fc.array(pieces, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', ' '),
      (address, query, blank) => {
        const parsed = parseTenantUrl(`${blank}${addressOf(address)}?${query.map(({ text }) => text).join('&')}${blank}`);
        if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
        const { secretQuery, ...shown } = parsed.value;
        for (const { text, secret } of query) {
          if (secret === null) continue;
          expect(JSON.stringify(shown)).not.toContain(secret);
          expect(secretQuery.split('&').includes(text)).toBe(!/^(?:aadOpt|AzureAd)/i.test(text));
        }
        expect(parsed.value.hasSecretQuery).toBe(secretQuery !== '');
      },
    ),
    { numRuns: 300 },
  );
});

test('what is shown is a tenant URL itself, with the same place, switches and dialect', () => {
  fc.assert(
    fc.property(addresses, fc.array(pieces, { maxLength: 4 }), (address, query) => {
      const parsed = parseTenantUrl(`${addressOf(address)}?${query.map(({ text }) => text).join('&')}`);
      if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
      const { masked, origin, basePath, flags: switches, dialect } = parsed.value;
      expect(parseTenantUrl(masked)).toMatchObject({ ok: true, value: { masked, origin, basePath, flags: switches, dialect } });
      const isCompliant = query.some(({ text }) => /^(?:aadOptscim|AzureAdScimPatch)062020(?:=|$)/i.test(text));
      expect(dialect).toBe(isCompliant ? 'compliant' : 'legacy');
    }),
  );
});

function addressOf({ scheme, host, port, path }: { scheme: string; host: string; port: number | null; path: string }): string {
  return `${scheme}://${host}${port === null ? '' : `:${port}`}${path}`;
}
