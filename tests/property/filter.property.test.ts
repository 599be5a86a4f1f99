import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyTolerance, openTestDirectory } from '#server/testing/test-directory.ts';
import { readTolerances } from '#server/tolerances.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { type ComparisonOperator, type Filter, parseFilter } from '#shared/scim/filter.ts';
import { compileFilter } from '#shared/scim/filter-match.ts';
import { userType } from '#shared/scim/resource-types.ts';
import {
  anyFilters,
  emailFilters,
  pathOf,
  plain,
  printFilter,
  printTersely,
  styles,
  userFilters,
  words,
} from './filter-arbitraries.ts';
import { anyTexts, userBodies } from './resource-arbitraries.ts';

const strict = readTolerances([]);
const lenient = readTolerances(everyTolerance);
const users = userBodies(words);

test('a filter that is printed, in whatever case and with whatever blanks, is read as the same filter', () => {
  fc.assert(
    fc.property(anyFilters, styles, (filter, style) => {
      expect(parseFilter(printFilter(filter, style), strict)).toEqual(filter);
    }),
  );
});

test('and so it is with only the brackets that the order of operations needs', () => {
  fc.assert(
    fc.property(anyFilters, (filter) => {
      expect(parseFilter(printTersely(filter), strict)).toEqual(filter);
    }),
  );
});

test('any text is a filter or a 400 invalidFilter, and a filter answers yes or no for any user', () => {
  const pieces = fc.constantFrom(
    ...['(', ')', '[', ']', '"', '\\', '.', ' ', ' and ', ' or ', 'not', ' eq ', ' gt ', ' pr', 'true', 'null', '-1e5', '"work"'],
    ...['emails', '.value', 'active', 'name', 'userName', 'urn:ietf:params:scim:schemas:core:2.0:User:', 'é', '\u0000'],
  );
  const soups = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));
  const filterTexts = fc.oneof(
    soups,
    anyTexts,
    anyFilters.map((filter) => printFilter(filter, plain)),
  );
  fc.assert(
    fc.property(filterTexts, users, fc.constantFrom(strict, lenient), (text, user, tolerances) => {
      const answer = attempt(() => compileFilter(parseFilter(text, tolerances), userType, tolerances)(user));
      expect(['boolean', '400 invalidFilter']).toContain(
        answer instanceof ScimError ? `${answer.status} ${answer.scimType}` : typeof answer,
      );
    }),
    { numRuns: 500 },
  );
});

test('a value path asks whether one element alone satisfies all of it', () => {
  fc.assert(
    fc.property(emailFilters, users, (filter, user) => {
      const emails = user['emails'];
      const alone = (Array.isArray(emails) ? emails : []).map((email) => matches(filter, { ...user, emails: [email] }));
      expect(matches(filter, user)).toBe(alone.includes(true));
    }),
    { numRuns: 300 },
  );
});

test('with one element, a value path says what its sub-attributes say one by one', () => {
  const oneEmail = users.filter(({ emails }) => Array.isArray(emails) && emails.length === 1);
  fc.assert(
    fc.property(emailFilters, oneEmail, (filter, user) => {
      expect(matches(filter, user)).toBe(matches(flatten(filter.filter), user));
    }),
  );
});

test('of a single value exactly one of lt, eq and gt holds; ge, le and ne follow; the case of letters is nothing', () => {
  fc.assert(
    fc.property(words, words, (title, wanted) => {
      const holds = (operator: ComparisonOperator, value = wanted): boolean =>
        matches({ kind: 'comparison', path: pathOf('title'), operator, value }, { userName: 'ada', title });
      const order = { lt: holds('lt'), eq: holds('eq'), gt: holds('gt') };
      expect(Object.values(order).filter(Boolean)).toHaveLength(1);
      expect({ ge: holds('ge'), le: holds('le'), ne: holds('ne') }).toEqual({
        ge: order.gt || order.eq,
        le: order.lt || order.eq,
        ne: !order.eq,
      });
      for (const operator of ['eq', 'co', 'sw', 'ew', 'lt'] as const) {
        expect(holds(operator, wanted.toUpperCase())).toBe(holds(operator));
      }
    }),
  );
});

test('a directory finds the same users by an index as by looking at each of them', () => {
  fc.assert(
    fc.property(
      fc.array(users, { minLength: 3, maxLength: 8 }),
      fc.array(userFilters, { minLength: 10, maxLength: 10 }),
      (bodies, filters) => {
        const directory = openTestDirectory(['missing-schemas']);
        bodies.forEach((body, index) => {
          directory.createUser(`${String(body['userName'])}${index}`, withoutName(body));
        });
        const find = (filter: string): unknown => {
          const { status, body } = directory.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
          expect(status).toBe(200);
          return body['Resources'];
        };
        const everybody = find('userName pr') as readonly JsonObject[];
        const [first] = idsOf(everybody);
        const equalities = bodies.flatMap(({ externalId, displayName }, index) => [
          comparison('id', 'eq', String(first)),
          comparison('userName', 'eq', `USER-A${index}`),
          comparison('externalId', 'eq', String(externalId)),
          comparison('displayName', 'eq', String(displayName).toUpperCase()),
          comparison('emails.value', 'eq', `B${index}`),
          comparison('emails', 'eq', 'AB'),
        ]);
        const joined = filters.map(
          (right, index): Filter => ({ kind: index % 2 === 0 ? 'and' : 'or', left: equalities[index] ?? right, right }),
        );
        for (const filter of [...filters, ...equalities, ...joined]) {
          const text = printFilter(filter, plain);
          const found = find(text);
          expect(found).toEqual(everybody.filter((user) => matches(filter, user)));
          // A filter whose outermost word is `not` is never answered by an index.
          if (equalities.slice(0, 6).includes(filter)) expect(found).toEqual(find(`not (not (${text}))`));
        }
        directory.server.close();
      },
    ),
    { numRuns: 20 },
  );
});

function attempt<T>(work: () => T): T | ScimError {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
}

function matches(filter: Filter, user: JsonObject): boolean {
  return compileFilter(filter, userType, strict)(user);
}

function comparison(name: string, operator: ComparisonOperator, value: string): Filter {
  return { kind: 'comparison', path: pathOf(name), operator, value };
}

/** `emails[type eq "work"]` as `emails.type eq "work"`. */
function flatten(filter: Filter): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, left: flatten(filter.left), right: flatten(filter.right) };
    case 'not':
      return { kind: 'not', operand: flatten(filter.operand) };
    default:
      return { ...filter, path: pathOf(`emails.${filter.path.attribute}`) };
  }
}

function withoutName({ userName: _given, ...attributes }: JsonObject): JsonObject {
  return attributes;
}

function idsOf(resources: unknown): readonly unknown[] {
  return Array.isArray(resources) ? resources.map((resource) => (isJsonObject(resource) ? resource['id'] : undefined)) : [];
}
