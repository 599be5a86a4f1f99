import { expect, test } from 'vitest';
import { parseExchangeQuery } from './exchange-query.ts';
import { queryFieldText, withQueryField } from './exchange-query-text.ts';

const status = (comparison: string, value: number) => ({ kind: 'compared', comparison, value });

test.each([
  ['', []],
  ['  ', []],
  ['ada', [{ kind: 'word', text: 'ada' }]],
  ['"post /users"', [{ kind: 'word', text: 'post /users' }]],
  ['"method:x"', [{ kind: 'word', text: 'method:x' }]],
  [
    'a,b /Users?filter=x',
    [
      { kind: 'word', text: 'a,b' },
      { kind: 'word', text: '/Users?filter=x' },
    ],
  ],
  ['-', [{ kind: 'word', text: '-' }]],
  ['status>=400', [{ kind: 'number', field: 'status', tests: [status('>=', 400)] }]],
  ['STATUS:200,204', [{ kind: 'number', field: 'status', tests: [status('=', 200), status('=', 204)] }]],
  ['status:4xx', [{ kind: 'number', field: 'status', tests: [{ kind: 'between', from: 400, to: 499 }] }]],
  ['status:none', [{ kind: 'number', field: 'status', tests: [{ kind: 'missing' }] }]],
  ['status:failed', [{ kind: 'number', field: 'status', tests: [{ kind: 'missing' }, status('>=', 400)] }]],
  ['status!=200', [{ kind: 'number', field: 'status', tests: [status('!=', 200)] }]],
  ['ms>12.5', [{ kind: 'number', field: 'ms', tests: [status('>', 12.5)] }]],
  ['cycle:12..14', [{ kind: 'number', field: 'cycle', tests: [{ kind: 'between', from: 12, to: 14 }] }]],
  ['number<=9', [{ kind: 'number', field: 'number', tests: [status('<=', 9)] }]],
  ['method:patch,DELETE', [{ kind: 'method', methods: ['PATCH', 'DELETE'] }]],
  ['object:"Nadia Haas"', [{ kind: 'text', field: 'object', texts: ['Nadia Haas'] }]],
  ['object:"a \\"b\\" \\\\ c",d', [{ kind: 'text', field: 'object', texts: ['a "b" \\ c', 'd'] }]],
  ['body=emails', [{ kind: 'text', field: 'body', texts: ['emails'] }]],
  ['purpose:create', [{ kind: 'purpose', purposes: ['create'] }]],
  ['step:references', [{ kind: 'purpose', purposes: ['reference-manager', 'reference-member-add', 'reference-member-remove'] }]],
  ['hand:Edited,dropped', [{ kind: 'hand', hands: ['edited', 'dropped'] }]],
  ['app:Tidewater', [{ kind: 'text', field: 'app', texts: ['Tidewater'] }]],
])('%s', (text, terms) => {
  expect(parseExchangeQuery(text)).toEqual({ ok: true, value: terms.map((term) => ({ isExcluded: false, ...term })) });
});

test('a minus excludes, and conditions stand side by side', () => {
  expect(parseExchangeQuery('-method:GET ada -"b c"')).toEqual({
    ok: true,
    value: [
      { isExcluded: true, kind: 'method', methods: ['GET'] },
      { isExcluded: false, kind: 'word', text: 'ada' },
      { isExcluded: true, kind: 'word', text: 'b c' },
    ],
  });
});

test.each([
  ['ada statsu:400', 'column 5', '"statsu" is nothing', 'Did you mean "status"?'],
  ['urgently:x', 'column 1', '"urgently" is nothing', 'Put quotes around it'],
  ['status>=abc', 'column 9', '"abc" is no number', 'status>=400'],
  ['status>4xx', 'column 8', '"4xx" is no number', 'status:4xx'],
  ['method:', 'column 8', 'Expected a value of "method"', 'method:value'],
  ['method: GET', 'column 8', 'Expected a value of "method"', 'method:value'],
  ['method:GET,', 'column 12', 'Expected a value of "method"', 'method:value'],
  ['method:GET,FETCH', 'column 12', 'There is no method "FETCH"', 'GET, POST'],
  ['purpose:x', 'column 9', 'There is no purpose "x"', 'create'],
  ['object>a', 'column 1', '"object" cannot be compared with ">"', 'object:"Nadia Haas"'],
  ['method>GET', 'column 1', '"method" cannot be compared with ">"', 'method:PATCH'],
  ['object:"Nadia', 'column 8', 'The quote that opens here is not closed', 'Close it'],
  ['ada "b', 'column 5', 'The quote that opens here is not closed', 'Close it'],
])('%s is refused at %s', (text, place, message, remedy) => {
  expect(parseExchangeQuery(text)).toEqual({
    ok: false,
    problems: [{ place, message: expect.stringContaining(message), remedy: expect.stringContaining(remedy) }],
  });
});

test.each([
  ['', 'method', 'PATCH', 'method:PATCH'],
  ['ada status>=400', 'status', '4xx', 'ada status:4xx'],
  ['ada  -status:200 status>=400 "b c"', 'status', null, 'ada "b c"'],
  ['ada', 'object', 'Nadia Haas', 'ada object:"Nadia Haas"'],
  ['', 'object', 'a "b" \\', 'object:"a \\"b\\" \\\\"'],
  ['"open', 'method', 'GET', '"open method:GET'],
])('%j with %s %j is %j', (text, field, value, expected) => {
  expect(withQueryField(text, field, value)).toBe(expected);
});

test('what a chip puts in is read back as it was', () => {
  for (const name of ['Nadia Haas', 'a,b', 'a "b"', '\\', 'x:y', '-z']) {
    const text = withQueryField('', 'object', name);
    expect(parseExchangeQuery(text)).toMatchObject({ value: [{ kind: 'text', texts: [name] }] });
    expect(queryFieldText(text, 'object')).toBe(name);
  }
  expect(queryFieldText('status>=400 -status:409', 'status')).toBe('>=400 and not 409');
  expect(queryFieldText('ada', 'status')).toBeNull();
});
