import { expect, test } from 'vitest';
import { repaired } from './credentials-draft.ts';

const options = { allowsPlainHttp: false, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };
const typed = { tenantUrl: 'https://scim.example.test/v2/', secretToken: ' Bearer abc ', clientCredentials: null, options };
const kept = { ...typed, secretToken: null };

test.each([
  ['the word Bearer is taken off the token', typed, { label: '', removesBearer: true }, { ...typed, secretToken: 'abc' }],
  [
    'an address is replaced',
    kept,
    { label: '', tenantUrl: 'https://scim.example.test' },
    { ...kept, tenantUrl: 'https://scim.example.test' },
  ],
  ['a token that is only kept cannot be changed here', kept, { label: '', removesBearer: true }, null],
  ['without an offer there is nothing to apply', typed, null, null],
] as const)('%s', (_sentence, credentials, repair, expected) => {
  expect(repaired(credentials, repair)).toEqual(expected);
});
