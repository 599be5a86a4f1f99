import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { LIST_RESPONSE_URN, SEARCH_REQUEST_URN } from '#shared/scim/message.ts';
import { openTestDirectory, type TestDirectory } from '../testing/test-directory.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function openCompany(tolerances: readonly string[] = []) {
  const directory = openTestDirectory(tolerances);
  const ada = directory.createUser('Ada', { externalId: 'e-1', displayName: 'Ada', title: 'Engineer' });
  const bea = directory.createUser('bea', {
    emails: [{ type: 'work', value: 'Bea@larkfield.test', primary: true }, { value: 'bea@home.test' }],
    [enterprise]: { employeeNumber: 'N7', manager: { value: ada } },
  });
  const cem = directory.createUser('cem', { displayName: 'adam', title: 'Architect' });
  const sales = directory.createGroup('Sales', [ada, bea]);
  const support = directory.createGroup('Support', [bea]);
  const names = new Map([ada, bea, cem, sales, support].map((id, index) => [id, 'abcST'[index] ?? '']));
  return { directory, ada, bea, cem, sales, names };
}

const company = openCompany();

function found(target: string, { directory, names } = company): string {
  const { status, body } = directory.send('GET', target);
  expect([status, body['schemas']]).toEqual([200, [LIST_RESPONSE_URN]]);
  return idsOf(body, names);
}

function idsOf(body: JsonObject, names: ReadonlyMap<string, string>): string {
  return (body['Resources'] as readonly { id: string }[]).map(({ id }) => names.get(id) ?? '?').join('');
}

describe('a list of users is', () => {
  test.each([
    ['', 'abc', 'in order of creation'],
    ['sortBy=userName', 'abc', 'sorted without regard to case'],
    ['sortBy=userName&sortOrder=descending', 'cba', 'or the other way round'],
    ['sortBy=displayName', 'acb', 'with those last who have none'],
    ['sortBy=displayName&sortOrder=descending', 'bca', 'or first'],
    ['sortBy=displayName&startIndex=2&count=1', 'c', 'paged as it is sorted'],
    ['sortBy=title&filter=title+pr', 'ca', 'filtered, then sorted'],
    ['sortBy=emails.value', 'bac', 'sorted by the primary value; equals stay as they were'],
    ['sortBy=meta.created&sortOrder=descending', 'cba', 'sorted by when they came'],
    ['sortBy=id&count=0', '', 'nothing where nothing is asked for'],
    ['sortBy=groups.display', 'abc', 'sorted by what is in another table'],
    ['filter=emails.value+eq+%22BEA%40home.test%22', 'b', 'found by any address, whatever its case'],
    ['filter=emails[type+eq+%22work%22+and+value+eq+%22bea%40larkfield.test%22]', 'b', 'or by one of a kind'],
    ['filter=emails[type+eq+%22home%22+and+value+eq+%22bea%40larkfield.test%22]', '', 'but not by one of another kind'],
    [`filter=${enterprise}:employeeNumber+eq+%22n7%22`, 'b', 'found by number'],
    ['filter=userName+eq+%22CEM%22+or+externalId+eq+%22e-1%22', 'ac', 'found by either of two keys, in order of creation'],
    ['filter=externalId+eq+%22E-1%22', '', 'not found by a key in another case'],
    ['filter=userName+eq+%22ada%22+and+userName+eq+%22bea%22', '', 'found by both, or not at all'],
    ['filter=groups.display+eq+%22support%22', 'b', 'found by what is in another table'],
    ['filter=not+(groups+pr)', 'c', 'and by its absence'],
  ])('?%s -> %s: %s', (query, ids) => {
    expect(found(`/Users?${query}`)).toBe(ids);
  });
});

describe('a list of groups', () => {
  test.each([
    ['members.value', 'ada', 'S'],
    ['members', 'bea', 'ST'],
    ['members.value', 'cem', ''],
  ] as const)('by %s eq the id of %s: %s', (path, who, ids) => {
    expect(found(`/Groups?filter=${path}+eq+%22${company[who]}%22`)).toBe(ids);
  });

  test.each([
    ['members[value eq "ID"]', 'ST'],
    ['members[value eq "ID" and type eq "Group"]', ''],
    ['members[value eq "ID" and display eq "BEA"]', 'ST'],
    ['members[display sw "a"]', 'S'],
    ['members.display eq "ada"', 'S'],
    ['members.value ne "ID"', 'S'],
    ['members pr and not (members.value eq "ID")', ''],
    ['members.value eq "ID" and displayName eq "support"', 'T'],
    ['displayName eq "sales" or members.value eq "nobody"', 'S'],
  ])('where %s is bea: %s', (filter, ids) => {
    expect(found(`/Groups?filter=${encodeURIComponent(filter.replaceAll('ID', company.bea))}`)).toBe(ids);
  });
});

describe('a search by POST', () => {
  const search = (target: string, message: JsonObject, of: TestDirectory = company.directory) =>
    of.send('POST', target, { schemas: [SEARCH_REQUEST_URN], ...message });

  test('asks what a query asks, and is answered alike', () => {
    const query = `/Users?filter=title+pr&sortBy=title&startIndex=2&count=1&attributes=title,name.familyName`;
    const message = { filter: 'title pr', sortBy: 'title', startIndex: 2, count: 1, attributes: ['title', 'name.familyName'] };
    const { status, body } = search('/Users/.search', message);
    expect([status, body]).toEqual([200, company.directory.send('GET', query).body]);
    expect(body).toMatchObject({ totalResults: 2, itemsPerPage: 1, startIndex: 2, Resources: [{ title: 'Engineer' }] });
  });

  test('at the root looks at every type, in order of creation', () => {
    expect(idsOf(search('/.search', {}).body, company.names)).toBe('abcST');
    expect(idsOf(search('/.search', { filter: 'displayName sw "a" or displayName eq "SALES"' }).body, company.names)).toBe('acS');
    expect(idsOf(search('/.search', { filter: 'meta.resourceType eq "Group"', startIndex: 2 }).body, company.names)).toBe('T');
    expect(idsOf(search('/.search', { sortBy: 'displayName', sortOrder: 'descending', count: 3 }).body, company.names)).toBe(
      'bTS',
    );
    expect(search('/.search', { startIndex: 4, count: 9, excludedAttributes: ['members'] }).body).toMatchObject({
      totalResults: 5,
      Resources: [{ displayName: 'Sales' }, { displayName: 'Support' }],
    });
    expect(found('/?filter=meta.resourceType+eq+%22User%22&count=2')).toBe('ab');
  });

  test.each<[string, JsonObject, string | undefined, string]>([
    ['/Users/.search', { schemas: [] }, 'invalidSyntax', `schemas must list ${SEARCH_REQUEST_URN}`],
    ['/Users/.search', { filter: 5 }, 'invalidSyntax', 'filter must be a string'],
    ['/Users/.search', { attributes: 'id' }, 'invalidSyntax', 'attributes must be an array'],
    ['/Users/.search', { count: '5' }, 'invalidValue', 'count must be a whole number, found "5"'],
    ['/Users/.search', { page: 5 }, 'invalidSyntax', '"page" is no member of a SearchRequest'],
    ['/.search', { filter: 'userName' }, 'invalidFilter', 'Expected a comparison operator'],
    ['/.search', { sortBy: 'colour' }, 'invalidValue', 'no schema of User or Group defines'],
    ['/Groups/.search', { attributes: ['id'], excludedAttributes: ['members'] }, 'invalidValue', 'mutually exclusive'],
  ])('%s refuses %j', (target, message, scimType, detail) => {
    const { status, body } = search(target, message);
    expect([status, body['scimType'], body['detail']]).toEqual([400, scimType, expect.stringContaining(detail)]);
  });
});

test('the service provider says that it sorts', () => {
  expect(company.directory.send('GET', '/ServiceProviderConfig').body).toMatchObject({
    sort: { supported: true },
    filter: { supported: true, maxResults: 1000 },
  });
});

test('what a list shows of a resource is what the resource shows of itself, to the letter', () => {
  const { directory } = openCompany();
  directory.createUser('odd', {
    externalId: 'a"b\\c',
    displayName: '"manager":{"externalId":"x"}',
    nickName: `"${enterprise}":{`,
    profileUrl: 'http://x.test/\u2028',
  });
  directory.createUser('plain', { [enterprise]: { department: 'Research' } });
  const { server, id, token } = directory;
  const textOf = (target: string): string => {
    const headers = { authorization: `Bearer ${token}`, host: 'larkfield.test:8080' };
    return server.handle({ method: 'GET', target: `/scim/v2/${id}${target}`, headers, body: '' }).body;
  };
  for (const query of ['', 'excludedAttributes=groups', 'excludedAttributes=members', 'attributes=externalId,emails.value']) {
    for (const endpoint of ['/Users', '/Groups']) {
      const list = textOf(`${endpoint}?${query}`);
      const resources = (parseJson(list) as { Resources: readonly { id: string }[] }).Resources;
      const alone = resources.map((resource) => textOf(`${endpoint}/${resource.id}?${query}`));
      expect(list).toBe(`${list.slice(0, list.indexOf('"Resources":['))}"Resources":[${alone.join(',')}]}`);
      expect(alone.map((text) => parseJson(text))).toEqual(resources as readonly Json[]);
    }
  }
});
