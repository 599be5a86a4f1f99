import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from './error.ts';
import { parseFilter } from './filter.ts';
import { compileFilter } from './filter-match.ts';
import { userType } from './resource-types.ts';
import { attribute } from './schema.ts';
import type { ToleranceId } from './tolerance.ts';

const ada: JsonObject = {
  id: '2819C223',
  externalId: 'ada-1',
  userName: 'Ada@larkfield.test',
  name: { givenName: 'Ada', familyName: "O'Malley" },
  displayName: 'Ada "the first" O\'Malley',
  title: 'Engineer',
  active: true,
  emails: [
    { type: 'work', value: 'ada@larkfield.test', primary: true },
    { type: 'home', value: 'ada@home.test' },
  ],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Research', manager: { value: '26118915' } },
  meta: { resourceType: 'User', created: '2026-01-05T08:00:00.000Z', lastModified: '2026-03-01T00:00:00.000Z' },
};

function isFound(text: string, ...tolerances: readonly ToleranceId[]): boolean {
  const accepted = new Set(tolerances);
  return compileFilter(parseFilter(text, accepted), userType, accepted)(ada);
}

function refusalOf(text: string): { scimType: string | null; detail: string } | null {
  try {
    isFound(text);
    return null;
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return { scimType: error.scimType, detail: error.message };
  }
}

describe('a filter finds', () => {
  test.each<[string, boolean, string]>([
    ['userName eq "ADA@larkfield.test"', true, 'userName ignores case'],
    ['USERNAME EQ "ada@larkfield.test"', true, 'names and operators ignore case'],
    ['externalId eq "ADA-1"', false, 'externalId does not ignore case'],
    ['id eq "2819c223"', false, 'nor does id'],
    ['userName ne "grace@larkfield.test"', true, 'ne'],
    ['displayName co "THE FIRST"', true, 'co ignores case where eq does'],
    ['title sw "Eng"', true, 'sw'],
    ['title ew "eer"', true, 'ew'],
    ['title gt "Director"', true, 'gt compares strings by their order'],
    ['title le "Engineer"', true, 'le'],
    ['title lt "Engineer"', false, 'lt'],
    ['meta.lastModified ge "2026-03-01T01:00:00+01:00"', true, 'dates are compared as instants'],
    ['meta.created lt "2026-01-05T08:00:00Z"', false, 'and not as text'],
    ['meta.created eq "2026-01-05T09:00:00+01:00"', true, 'whatever their zone'],
    ['meta.created gt "2026-01-05T07:59:59"', true, 'without a zone they are UTC'],
    ['meta.created ge "2026-01-05"', true, 'a day begins at midnight UTC'],
    ['meta.created sw "2026-01"', true, 'text operators see the text of a date'],
    ['meta.resourceType eq "User"', true, 'what the server records can be asked for'],
    ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"', false, 'schemas are not part of a stored resource'],
    ['title pr', true, 'pr of a value'],
    ['name pr', true, 'pr of a complex value that has parts'],
    ['emails pr', true, 'pr of a list'],
    ['emails[display pr]', false, 'pr within an element'],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr', true, 'pr of a whole extension'],
    ['name eq null', false, 'null of a complex value that is there'],
    ['addresses eq null', true, 'and of one that is not'],
    ['title ne null', true, 'ne null asks for any value'],
    ['nickName ne "x"', true, 'no value differs from every value'],
    ['nickName pr', false, 'pr of none'],
    ['nickName eq null', true, 'no value equals null'],
    ['title eq null', false, 'a value does not'],
    ['favouriteColour eq "red"', false, 'an attribute of no schema has no value'],
    ['not (favouriteColour pr)', true, 'which not turns round'],
    ['active eq true', true, 'booleans'],
    ['name.familyName eq "o\'malley"', true, 'sub-attributes'],
    ['displayName eq "ada \\"the first\\" o\'malley"', true, 'escaped quotation marks'],
    ['emails co "home.test"', true, 'any value of a multi-valued attribute'],
    ['emails.type eq "home"', true, 'a sub-attribute of any'],
    ['emails[type eq "work" and value co "larkfield"]', true, 'one element that satisfies all'],
    ['emails[type eq "home" and value co "larkfield"]', false, 'not two that satisfy one each'],
    ['emails.type eq "home" and emails.value co "larkfield"', true, 'as the flat form does'],
    ['emails[type eq "x" or type eq "home" and value co "home"]', true, 'within a value path, and binds more tightly, too'],
    ['emails[(type eq "x" or type eq "home") and value co "larkfield"]', false, 'and brackets group there'],
    ['emails[not (type eq "work") and primary eq true]', false, 'not, there'],
    ['emails[not (type eq "home") and primary eq true]', true, 'and turned round'],
    ['emails.primary eq true', true, 'a boolean of any element'],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "research"', true, 'an extension, by URN'],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "26118915"', true, 'and its sub-attribute'],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "ada"', true, 'the core schema, by URN'],
    ['department eq "Research"', false, 'without its URN an extension attribute is not known'],
    ['title eq "x" or title eq "Engineer" and active eq false', false, 'and binds more tightly than or'],
    ['(title eq "x" or title eq "Engineer") and active eq true', true, 'brackets group'],
    ['not (title eq "x") and active eq true', true, 'not binds most tightly'],
  ])('%s -> %s: %s', (text, outcome, _sentence) => {
    expect(isFound(text)).toBe(outcome);
  });
});

describe('a filter is refused with the place', () => {
  test.each([
    ['', 'Expected an attribute name at column 1, found the end'],
    ['userName', 'Expected a comparison operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr) at column 9, found the end'],
    ['userName equals "x"', 'at column 10, found "equals"'],
    ['userName eq', 'Expected a value at column 12, found the end'],
    ['userName eq "x', 'The string that begins at column 13 has no closing quotation mark.'],
    ['userName eq "a\\q"', 'The string at column 13 is not a JSON string'],
    ['userName eq "x" title pr', 'Expected "and", "or" or the end of the filter at column 17, found "title"'],
    ['(title pr', 'Expected ")" at column 10, found the end'],
    ['not title pr', 'Expected "(" at column 5, found "title"'],
    ['emails[type eq "work"', 'Expected "]" at column 22, found the end'],
    ['"userName" eq "x"', 'Expected an attribute name at column 1'],
    ['active gt true', '"active" is boolean, which "gt" cannot compare'],
    ['userName eq 5', 'its value belongs in quotation marks'],
    ['userName gt null', 'null can only be compared with eq and ne'],
    ['name eq "Ada"', '"name" has sub-attributes; name the one to compare, as in "name.formatted"'],
    [
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User eq "x"',
      'as in "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber"',
    ],
    ['meta.created gt "yesterday"', '"meta.created" is a date and time and cannot be compared with "yesterday"'],
    ['meta.created eq 5', '"meta.created" is a date and time and cannot be compared with 5'],
    ['emails[groups[value eq "x"]]', 'Column 14: a value filter cannot stand inside another one'],
    ['title eq 007', 'Expected a value at column 10, found 007 without quotation marks'],
    [Array.from({ length: 101 }, () => 'title pr').join(' or '), 'more than 100 comparisons, the first too many at column 1201'],
    [`title pr${' or title pr'.repeat(1000)}`, 'The filter has 12008 characters; 10000 are read at most.'],
    [`${'('.repeat(60)}title pr${')'.repeat(60)}`, 'More than 32 brackets are nested at column 33'],
  ])('%s', (text, detail) => {
    const refusal = refusalOf(text);
    expect(refusal?.scimType).toBe('invalidFilter');
    expect(refusal?.detail).toContain(detail);
  });
});

describe('a tolerance accepts what the plain reading refuses', () => {
  test.each([
    ['externalId eq ada-1', 'unquoted-filter-values'],
    ['active eq "True"', 'string-booleans'],
    ['emails[type eq "work"].value eq "ada@larkfield.test"', 'sub-attribute-after-value-filter'],
  ] as const)('%s: %s', (text, tolerance) => {
    expect(refusalOf(text)?.detail).toContain(`The tolerance "${tolerance}" accepts it.`);
    expect(isFound(text, tolerance)).toBe(true);
  });

  test('a sub-attribute after a value filter is asked of the same element', () => {
    expect(isFound('emails[type eq "home"].value eq "ada@larkfield.test"', 'sub-attribute-after-value-filter')).toBe(false);
  });
});

describe('attributes that a schema of its own defines', () => {
  const type = {
    ...userType,
    schema: {
      ...userType.schema,
      attributes: [
        ...userType.schema.attributes,
        attribute('level', 'A whole number.', { type: 'integer' }),
        attribute('badge', 'Exactly as it is written.', { caseExact: true }),
        attribute('secret', 'Never shown.', { returned: 'never', mutability: 'writeOnly' }),
      ],
    },
  };
  const find = (text: string): boolean =>
    compileFilter(parseFilter(text, new Set()), type, new Set())({ ...ada, level: 7, badge: 'Ab', secret: 's' });

  test.each([
    ['level eq 7.0', true],
    ['level gt 10', false],
    ['level lt 10', true],
    ['level le 7', true],
    ['badge eq "ab"', false],
    ['badge sw "A"', true],
  ])('%s -> %s', (text, outcome) => {
    expect(find(text)).toBe(outcome);
  });

  test.each([
    ['level co 7', '"level" is a number, which "co" cannot compare'],
    ['level eq "7"', '"level" is a number and cannot be compared with "7"'],
    ['secret sw "s"', '"secret" is never returned, and a filter cannot ask for it'],
    ['secret pr', '"secret" is never returned'],
  ])('%s is refused', (text, detail) => {
    expect(() => find(text)).toThrow(detail);
  });
});

test('whatever is sent as a filter is either read or refused, never a failure', () => {
  const piece = fc.constantFrom(
    'userName',
    ' eq ',
    ' pr',
    '"a"',
    '(',
    ')',
    '[',
    ']',
    'not ',
    ' and ',
    '.',
    'emails',
    '"',
    '\\',
    ' ',
    '1',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      refusalOf(pieces.join(''));
    }),
  );
});
