import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let directoryId: string;
let send: (method: string, path: string, body?: Json) => Promise<JsonObject>;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  const { id: organizationId } = await opened.api.receiver.createOrganization({ name: 'Larkfield' });
  const { directory, token } = await opened.api.receiver.createDirectory({ organizationId, name: 'Crew', behaviour: 'strict' });
  directoryId = directory.id;
  send = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
    const response = await fetch(`${directory.endpoint}${path}`, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === '' ? {} : JSON.parse(text);
  };
});
afterEach(() => opened.remove());

const schemas = (name: string) => [`urn:ietf:params:scim:schemas:core:2.0:${name}`];
const patch = (op: string, path: string, value: Json) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op, path, value }],
});
/** Of the newest request, or of one before it. */
async function difference(back = 0) {
  const { items } = await opened.api.receiver.requests({ directoryId, offset: 0, limit: 10 });
  const view = await opened.api.receiver.requestDifference({ directoryId, sequence: items[back]?.sequence ?? 0 });
  return { ...view, rows: view.rows.map(({ attribute, before, after, verdict }) => [attribute, before, after, verdict]) };
}

test('a creation, a change and a deletion each tell what became of whom', async () => {
  const { id } = await send('POST', '/Users', { schemas: schemas('User'), userName: 'ada' });
  expect((await difference()).rows).toContainEqual(['userName', null, 'ada', 'as-intended']);
  await send('PATCH', `/Users/${id}`, patch('replace', 'title', 'Countess'));
  expect((await difference()).rows).toContainEqual(['title', null, 'Countess', 'as-intended']);
  await send('DELETE', `/Users/${id}`);
  expect((await difference()).rows).toContainEqual(['title', 'Countess', null, 'as-intended']);
  expect((await difference(2)).rows).toContainEqual(['userName', null, 'ada', 'as-intended']);
});

test('where the answer holds nothing, what is stored now tells, as long as nobody wrote there since', async () => {
  const { id } = await send('POST', '/Groups', { schemas: schemas('Group'), displayName: 'Sales' });
  await send('PATCH', `/Groups/${id}`, patch('replace', 'displayName', 'Traders'));
  expect(await difference()).toMatchObject({ isAfterKnown: true, rows: [['displayName', 'Sales', 'Traders', 'as-intended']] });
  await send('PATCH', `/Groups/${id}`, patch('replace', 'displayName', 'Sellers'));
  expect(await difference(1)).toMatchObject({ isAfterKnown: false, rows: [['displayName', 'Sales', null, 'unknown']] });
});

test('a refused request changed nothing, and a list is about nobody', async () => {
  const { id } = await send('POST', '/Users', { schemas: schemas('User'), userName: 'ada' });
  await send('POST', '/Users', { schemas: schemas('User'), userName: 'grace' });
  await send('PATCH', `/Users/${id}`, patch('replace', 'userName', 'grace'));
  expect((await difference()).rows).toEqual([['userName', 'ada', 'ada', 'not-intended']]);
  await send('GET', '/Users');
  expect((await difference()).rows).toEqual([]);
});

test('a request that is no longer kept is refused', async () => {
  await expect(opened.api.receiver.requestDifference({ directoryId, sequence: 9 })).rejects.toThrow('no longer here');
});
