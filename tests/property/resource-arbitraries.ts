import fc from 'fast-check';
import type { JsonObject } from '#shared/kernel/json.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';

/** One element of `emails`, without `primary`: only one of a list may have it. */
function emailsOf(words: fc.Arbitrary<string>): fc.Arbitrary<JsonObject> {
  const email = fc.record({ value: words, type: words, display: words }, { requiredKeys: [], noNullPrototype: true });
  return email.filter((members) => Object.keys(members).length > 0);
}

/** A user as a client may write it, in canonical spelling: what no key says is unassigned. */
export function userBodies(words: fc.Arbitrary<string>): fc.Arbitrary<JsonObject> {
  const name = fc.record({ givenName: words, familyName: words }, { requiredKeys: ['familyName'], noNullPrototype: true });
  const emails = fc
    .tuple(fc.array(emailsOf(words), { minLength: 1, maxLength: 3 }), fc.nat(6))
    .map(([list, primary]) => list.map((email, index) => (index === primary ? { ...email, primary: true } : email)));
  return fc.record(
    {
      userName: words.map((word) => `user-${word}`),
      title: words,
      displayName: words,
      externalId: words,
      active: fc.boolean(),
      name,
      emails,
      [enterpriseUserSchema.id]: fc.record({ department: words }, { noNullPrototype: true }),
    },
    { requiredKeys: ['userName'], noNullPrototype: true },
  );
}

/** A word that may hold any character, but no blank alone and never nothing. */
export const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '');

/** Any text at all: half surrogates and control characters, too. (Fast-check's own unit `binary` takes seconds to set up.) */
export const anyTexts: fc.Arbitrary<string> = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) });
