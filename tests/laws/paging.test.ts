import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestDirectory, patchBody, type TestDirectory } from '#server/testing/test-directory.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

/**
 * What paging promises, more than RFC 7644 §3.4.2.4 asks for: lists are in order of creation, and one client that goes from page to page
 * by the number of what it got meets each resource that stays exactly once, whatever is created, changed or removed meanwhile. What a
 * filter no longer or only now finds may be met or not, but never twice. Sorted lists promise it for as long as nothing moves.
 */

interface Edit {
  readonly kind: 'create' | 'remove' | 'rename' | 'retitle';
  /** Which of those that are there. */
  readonly who: number;
}

const edits = fc.array(
  fc.record({ kind: fc.constantFrom<Edit['kind']>('create', 'remove', 'remove', 'rename', 'retitle'), who: fc.nat(50) }),
  { maxLength: 4 },
);
const pages = fc.array(fc.record({ count: fc.integer({ min: 1, max: 4 }), edits }), { minLength: 12, maxLength: 12 });

test.each([
  ['all users', '', () => true],
  ['those whom a filter finds', '&filter=title+eq+%22kept%22', (user: JsonObject) => user['title'] === 'kept'],
  ['those whom one of two names finds', '&filter=title+eq+%22kept%22+or+userName+sw+%22user%22', () => true],
] as const)('a walk through %s meets each who stays once, while others come, change and go', (_sentence, query, isMeant) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 14 }), pages, (userCount, steps) => {
      const directory = openTestDirectory();
      const before = Array.from({ length: userCount }, (_, number) =>
        directory.createUser(`user-${number}`, { title: number % 3 === 0 ? 'other' : 'kept' }),
      );
      const touched = new Set<string>();
      const met = walk(directory, query, steps, (step, index) => {
        for (const edit of step.edits) change(directory, edit, `${index}-${edit.who}`, touched);
      });
      expect(new Set(met).size).toBe(met.length);
      const stayed = before.filter((id) => !touched.has(id));
      const meant = stayed.filter((id) => isMeant(directory.send('GET', `/Users/${id}`).body));
      expect(met.filter((id) => meant.includes(id))).toEqual(meant);
      directory.server.close();
    }),
    { numRuns: 25 },
  );
});

test('without any change each page is the slice its numbers name, in whatever order pages are asked for', () => {
  const directory = openTestDirectory();
  const all = Array.from({ length: 23 }, (_, number) => directory.createUser(`user-${number}`));
  fc.assert(
    fc.property(fc.integer({ min: -2, max: 30 }), fc.integer({ min: -1, max: 30 }), (startIndex, count) => {
      const { ids, total } = page(directory, '', startIndex, count);
      const start = Math.max(1, startIndex) - 1;
      expect([ids, total]).toEqual([all.slice(start, start + Math.max(0, count)), all.length]);
    }),
  );
});

test('a walk that starts anew sees the list as it is', () => {
  const directory = openTestDirectory();
  const [ada, bea, cem, dan] = ['ada', 'bea', 'cem', 'dan'].map((name) => directory.createUser(name));
  expect(page(directory, '', 1, 2)).toEqual({ ids: [ada, bea], total: 4 });
  directory.send('DELETE', `/Users/${ada}`);
  expect(page(directory, '', 3, 2)).toEqual({ ids: [cem, dan], total: 4 });
  expect(page(directory, '', 1, 2)).toEqual({ ids: [bea, cem], total: 3 });
  expect(page(directory, '', 3, 2)).toEqual({ ids: [dan], total: 3 });
});

test('after a removal the total stays that of the walk, page after page', () => {
  const directory = openTestDirectory();
  const [ada, , cem, dan, eva] = ['ada', 'bea', 'cem', 'dan', 'eva'].map((name) => directory.createUser(name));
  page(directory, '', 1, 2);
  directory.send('DELETE', `/Users/${ada}`);
  expect([page(directory, '', 3, 1), page(directory, '', 4, 1), page(directory, '', 5, 1)]).toEqual([
    { ids: [cem], total: 5 },
    { ids: [dan], total: 5 },
    { ids: [eva], total: 5 },
  ]);
});

test('whoever is removed where a page ended, and whoever comes in their place, loses nobody', () => {
  const directory = openTestDirectory();
  const [ada, bea, cem] = ['ada', 'bea', 'cem'].map((name) => directory.createUser(name));
  expect(page(directory, '', 1, 2).ids).toEqual([ada, bea]);
  directory.send('DELETE', `/Users/${cem}`);
  directory.send('DELETE', `/Users/${bea}`);
  const dan = directory.createUser('dan');
  expect(page(directory, '', 3, 2).ids).toEqual([dan]);
});

/** Goes on by what it got until it has seen the total, as clients do; answers the ids it met. */
function walk<Step extends { readonly count: number }>(
  directory: TestDirectory,
  query: string,
  steps: readonly Step[],
  between: (step: Step, index: number) => void,
): readonly string[] {
  const met: string[] = [];
  for (let index = 0; index < 200; index += 1) {
    const step = steps[index];
    const { ids, total } = page(directory, query, met.length + 1, step?.count ?? 4);
    met.push(...ids);
    if (met.length >= total) return met;
    if (step !== undefined) between(step, index);
  }
  throw new Error('The walk never came to its end.');
}

function page(directory: TestDirectory, query: string, startIndex: number, count: number) {
  const { body } = directory.send('GET', `/Users?startIndex=${startIndex}&count=${count}&attributes=id${query}`);
  const ids = (body['Resources'] as readonly { id: string }[]).map(({ id }) => id);
  return { ids, total: Number(body['totalResults']) };
}

function change(directory: TestDirectory, { kind, who }: Edit, name: string, touched: Set<string>): void {
  if (kind === 'create') {
    const { status, body } = directory.send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: `new-${name}`,
      title: 'kept',
    });
    if (status === 201) touched.add(String(body['id']));
    return;
  }
  const everybody = page(directory, '&filter=id+pr', 1, 1000).ids;
  const id = everybody[who % Math.max(1, everybody.length)];
  if (id === undefined) return;
  if (kind === 'remove') directory.send('DELETE', `/Users/${id}`);
  else if (kind === 'rename')
    directory.send('PATCH', `/Users/${id}`, patchBody({ op: 'replace', path: 'displayName', value: name }));
  else
    directory.send('PATCH', `/Users/${id}`, patchBody({ op: 'replace', path: 'title', value: who % 2 === 0 ? 'kept' : 'other' }));
  if (kind !== 'rename') touched.add(id);
}
