import { expect, test } from 'vitest';
import { standardNotes } from '#shared/trace/exchange-standard.ts';
import { toldNotes } from './told-notes.ts';

const legacy = {
  method: 'PATCH',
  target: '/Users/1',
  purpose: 'update',
  requestHeaders: [],
  requestBody: JSON.stringify({
    Operations: [
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'ada@example.test' },
    ],
  }),
  responseHeaders: [['Content-Type', 'application/scim+json']],
} as const;

const told = (status: number, answer: object | null) => {
  const exchange = { ...legacy, status, responseBody: answer === null ? '' : JSON.stringify(answer) };
  const { ofRequest, ofAnswer } = toldNotes(standardNotes(exchange), exchange);
  return [ofRequest?.id, ofAnswer?.id];
};
const error = (scimType: string, detail = '') => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: '400',
  scimType,
  detail,
});

test.each([
  ['nothing, where it went well', 204, null, [undefined, undefined]],
  ['what is wrong with the answer, also where it went well', 200, null, [undefined, 'patched-empty']],
  ['the filtered path, where nothing was found', 400, error('noTarget'), ['value-path-add', 'refused']],
  ['the word, where a value was refused', 400, error('invalidValue'), ['boolean-as-text', 'refused']],
  ['what the refusal names', 400, error('invalidValue', 'Operations[1].op must be lower case'), ['op-capital', 'refused']],
  ['what deviates, where nothing is said', 500, null, ['op-capital', 'error-body']],
] as const)('%s', (_sentence, status, answer, expected) => {
  expect(told(status, answer)).toEqual(expected);
});
