import { expect, test } from 'vitest';
import { logSentence } from './log-sentence.ts';

const finished = {
  kind: 'change-finished',
  identity: { id: 'a', type: 'User', displayName: 'Ada Marsh' },
  action: 'update',
  status: 'success',
  targetId: 't',
  modifiedProperties: [],
  error: null,
  skipReason: null,
} as const;
const property = (name: string) => ({ name, oldValue: null, newValue: 'x' });
const error = (reason: string) => ({ code: 'Code', reason, recommendedAction: null });

test.each([
  [
    'names each attribute once',
    { modifiedProperties: [property('members'), property('members')] },
    'User Ada Marsh: members written.',
  ],
  [
    'shortens a URN and a long list',
    { modifiedProperties: ['urn:x:User:department', 'title', 'name.givenName', 'active'].map(property) },
    'User Ada Marsh: department, title, name.givenName and 1 more written.',
  ],
  [
    'quotes what the target said',
    {
      status: 'failure',
      error: error(
        'StatusCode: BadRequest\r\nMessage: Long.\r\nWeb Response: \r\n{"status":"400","detail":"\\"False\\" is no boolean."}',
      ),
    },
    'User Ada Marsh failed: the target answered BadRequest: "False" is no boolean.',
  ],
  [
    'says what broke between the two',
    { status: 'failure', error: error('Message: 127.0.0.1 refused the connection.') },
    'User Ada Marsh failed: 127.0.0.1 refused the connection.',
  ],
  [
    'gives a skip in words',
    { status: 'skipped', skipReason: 'RedundantExport' },
    'User Ada Marsh was skipped: the target has these values already.',
  ],
  [
    'gives a missing value in words, too',
    { status: 'skipped', skipReason: 'AttributeValidationFailed' },
    'User Ada Marsh was skipped: a required value is missing or invalid.',
  ],
] as const)('%s', (_sentence, difference, expected) => {
  expect(logSentence({ ...finished, ...difference })).toBe(expected);
});
