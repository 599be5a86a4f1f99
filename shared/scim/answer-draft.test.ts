import { expect, test } from 'vitest';
import { answerBodyNote, parseAnswerDraft } from './answer-draft.ts';
import { answerPresets } from './answer-presets.ts';

const body = { userName: 'ada' };

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('every preset of a %s can be answered as it stands', (method) => {
  for (const { answer } of answerPresets({ method, target: '/Users?filter=x', body })) {
    if (answer.kind !== 'response') continue;
    expect(parseAnswerDraft(answer).ok).toBe(true);
    expect(answerBodyNote(answer)).toBeNull();
  }
});

test('the first one lets the request succeed, and the rest are refusals and silences', () => {
  const ids = (method: 'GET' | 'POST' | 'PATCH', target = '/Users') =>
    answerPresets({ method, target, body: null }).map(({ id }) => id);
  const others = ['not-found', 'uniqueness', 'too-many-requests', 'server-error', 'timeout', 'reset'];
  expect(ids('POST')).toEqual(['created', ...others]);
  expect(ids('PATCH')).toEqual(['no-content', ...others]);
  expect(ids('GET', '/Users?filter=x')).toEqual(['nothing-found', ...others]);
  expect(ids('GET', '/Users/1')).toEqual(others);
});

test('a creation is echoed with an id that the same request gets again', () => {
  const echo = () => answerPresets({ method: 'POST', target: '/Groups', body: { displayName: 'Sales' } })[0]?.answer;
  const [first, second] = [echo(), echo()];
  expect(first).toEqual(second);
  expect(first?.kind === 'response' ? JSON.parse(first.body) : null).toMatchObject({
    displayName: 'Sales',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    meta: { resourceType: 'Group' },
  });
});

test('an answer keeps its text, and its headers in lower case', () => {
  const parsed = parseAnswerDraft({ status: ' 503 ', headers: 'Retry-After: 3', body: '<p>no' });
  expect(parsed).toEqual({ ok: true, value: { status: 503, headers: { 'retry-after': '3' }, text: '<p>no' } });
});

test.each(['', '99', '100', '600', '2000', 'ok', '20.1'])('%j is no status', (status) => {
  expect(parseAnswerDraft({ status, headers: '', body: '' })).toMatchObject({ ok: false, problems: [{ field: 'status' }] });
});

test('a body that is no JSON is allowed, and said', () => {
  expect(answerBodyNote({ status: '200', headers: '', body: '<html>' })).toMatch(/no JSON.*Line 1, column 1/);
});
