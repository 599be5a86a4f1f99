import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let token: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId, token } = await opened.connect('?tenant=larkfield-secret'));
  const { objectId } = await opened.personNamed('Ada');
  await opened.api.assignments.add({ appId, principalIds: [objectId] });
  await opened.api.stepping.setHolding({ appId, isHolding: true });
  await opened.api.job.start({ appId });
  await opened.api.clock.advance({ ms: 1 });
});
afterEach(() => opened.remove());

/** What waits, once the cycle has come to it. */
async function held(method?: string) {
  for (;;) {
    const { held: waiting } = await opened.api.stepping.read({ appId });
    if (waiting !== null && (method === undefined || waiting.method === method)) return waiting;
    if (waiting === null) await new Promise((resolve) => setImmediate(resolve));
    else await opened.api.stepping.proceed({ appId, until: 'request', heldId: waiting.id });
  }
}

type Held = Awaited<ReturnType<typeof held>>;
const draftOf = ({ target, headers, body }: Held) => ({
  target,
  headers: headers.map((pair) => pair.join(': ')).join('\n'),
  body,
});
const newest = async () => (await opened.api.exchanges.list({ limit: 1 })).items[0];

async function finish() {
  await opened.api.stepping.setHolding({ appId, isHolding: false });
  for (;;) {
    const { state } = await opened.api.job.status({ appId });
    if (state !== 'running') return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a cycle that is told to stop at writes sends its reads by itself', async () => {
  const { api } = opened;
  const first = await held();
  const stops = { every: false, writes: true, failures: false, objectId: null };
  expect(await api.stepping.setStops({ appId, stops })).toMatchObject({ stops, held: { id: first.id, method: 'GET' } });
  await api.stepping.proceed({ appId, until: 'request', heldId: first.id });
  expect(await held()).toMatchObject({ method: 'POST', target: '/Users' });
  expect((await api.exchanges.list({})).totalCount).toBeGreaterThan(1);
});

test('an edited request is what the target gets, and the trace tells what the job wanted', async () => {
  const { api } = opened;
  const post = await held('POST');
  const draft = draftOf(post);
  expect(post.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/scim/);
  const body = draft.body.replace('"Ada Marsh"', '"Ada the First"');
  await api.stepping.sendEdited({ appId, heldId: post.id, until: 'cycle', ...draft, body });
  await finish();
  const [exchange] = (await api.exchanges.list({})).items.filter(({ method }) => method === 'POST');
  expect(exchange).toMatchObject({ status: 201, byHand: 'edited' });
  const detail = await api.exchanges.read({ sequence: exchange?.sequence ?? 0 });
  expect(detail.requestBody).toContain('Ada the First');
  expect(detail.asked).toMatchObject({ target: '/Users', body: post.body });
  expect(detail.requestHeaders).toContainEqual(['Authorization', '***']);
  const [entry] = (await api.logs.list({ appId, action: 'create' })).items;
  expect(entry?.sentence).toMatch(/was created .* By hand: one request changed before sending\.$/);
});

test('what nobody touched goes out as it was, and nothing says otherwise', async () => {
  await held('POST');
  await finish();
  const { items } = await opened.api.exchanges.list({});
  expect(new Set(items.map(({ byHand }) => byHand))).toEqual(new Set([null]));
  expect((await opened.api.logs.list({ appId })).items.filter(({ sentence }) => sentence.includes('By hand'))).toEqual([]);
});

test('an answer of one’s own is what the job hears; nothing is sent, and the target is known to hold nothing', async () => {
  const { api } = opened;
  const post = await held('POST');
  const answer = { kind: 'response', status: '409', headers: 'Content-Type: application/scim+json', body: refusalBody } as const;
  await api.stepping.answer({ appId, heldId: post.id, until: 'cycle', answer });
  await finish();
  const [exchange] = (await api.exchanges.list({})).items.filter(({ method }) => method === 'POST');
  expect(exchange).toMatchObject({ status: 409, byHand: 'answered', durationMs: null });
  const [entry] = (await api.logs.list({ appId, status: 'failure' })).items;
  expect(entry?.sentence).toMatch(/userName is taken.* By hand: one request answered in the target's place\.$/);
  const [directory] = await api.receiver.directories({});
  expect(directory?.userCount).toBe(0);
});

const refusalBody = JSON.stringify({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: '409',
  scimType: 'uniqueness',
  detail: 'userName is taken',
});

test('a dropped request never left, and the job takes the connection for reset', async () => {
  const { api } = opened;
  const post = await held('POST');
  await api.stepping.drop({ appId, heldId: post.id, until: 'cycle' });
  await finish();
  const [exchange] = (await api.exchanges.list({})).items.filter(({ method }) => method === 'POST');
  expect(exchange).toMatchObject({ status: null, byHand: 'dropped', failure: expect.stringContaining('Dropped by hand') });
});

test('a creation that was answered by hand links to a resource that no target holds', async () => {
  const { api } = opened;
  const { objectId } = await opened.personNamed('Ada');
  const post = await held('POST');
  const body = JSON.stringify({ ...JSON.parse(post.body), id: 'by-hand' });
  const answer = { kind: 'response', status: '201', headers: '', body } as const;
  await api.stepping.answer({ appId, heldId: post.id, until: 'cycle', answer });
  await finish();
  expect(await api.compare.read({ appId, objectId })).toMatchObject({ targetId: 'by-hand', answer: null });
});

test('a decision of a request that has gone is refused, and the one that waits stays', async () => {
  const first = await held();
  await opened.api.stepping.proceed({ appId, until: 'request', heldId: first.id });
  const second = await held();
  const stale = { appId, heldId: first.id, until: 'request' } as const;
  await expect(opened.api.stepping.drop(stale)).rejects.toThrow('has gone already');
  await expect(opened.api.stepping.sendEdited({ ...stale, ...draftOf(second) })).rejects.toThrow('has gone already');
  expect((await held()).id).toBe(second.id);
});

test.each([
  ['another host', { target: 'https://elsewhere.example/Users' }, 'does not begin with a slash'],
  ['a way out of the tenant URL', { target: '/../admin' }, 'lead out of the tenant URL'],
  ['credentials', { headers: 'Authorization: Bearer x' }, 'Authorization is set by the connection'],
  ['no JSON', { body: '{"a": }' }, 'Line 1, column 7'],
] as const)('%s is refused, and the request still waits', async (_what, change, message) => {
  const post = await held('POST');
  const edited = { appId, heldId: post.id, until: 'request', ...draftOf(post), ...change } as const;
  await expect(opened.api.stepping.sendEdited(edited)).rejects.toThrow(message);
  expect((await held()).id).toBe(post.id);
});

test('secrets of the connection cannot be typed into the trace', async () => {
  const post = await held('POST');
  const draft = { appId, heldId: post.id, until: 'request', ...draftOf(post) } as const;
  const { sendEdited, answer } = opened.api.stepping;
  await expect(sendEdited({ ...draft, body: JSON.stringify({ note: token }) })).rejects.toThrow('A secret of this connection');
  await expect(sendEdited({ ...draft, target: '/Users?tenant=larkfield-secret' })).rejects.toThrow('A secret of this connection');
  await expect(sendEdited({ ...draft, headers: `X-Key: ${token}` })).rejects.toThrow('A secret of this connection');
  const telling = { kind: 'response', status: '400', headers: '', body: token } as const;
  await expect(answer({ appId, heldId: post.id, until: 'request', answer: telling })).rejects.toThrow('A secret');
  expect((await newest())?.method).toBe('GET');
});
