import { expect, test } from 'vitest';
import type { FoundObjectView, WorkspaceFindingsView } from '#shared/api/workspace-views.ts';
import { foundEntries } from './palette-found.ts';

const nadia: FoundObjectView = {
  objectId: 'nadia',
  type: 'User',
  displayName: 'Nadia Haas',
  principalName: 'nadia.haas@larkfield.test',
  lastOutcome: null,
  counterpart: null,
};
const nothing: WorkspaceFindingsView = { objects: [], resources: [], exchange: null };

test('a person known on both sides stands there twice, each line leading to the other by Ctrl+Enter', () => {
  const entries = foundEntries(
    {
      ...nothing,
      objects: [{ ...nadia, counterpart: { directoryId: 'larkfield-entra', resourceId: '77e0' } }],
      resources: [
        {
          directoryId: 'larkfield-entra',
          directoryName: 'Larkfield Entra',
          type: 'User',
          resourceId: '77e0',
          displayName: 'Nadia Haas',
          counterpart: { objectId: 'nadia' },
        },
      ],
    },
    'expenses',
  );
  expect(entries.map(({ kind, detail, href, otherHref }) => [kind, detail, href, otherHref])).toEqual([
    ['user', 'Entra ID › Users', '/entra/users/nadia', '/recv/dirs/larkfield-entra?search=Nadia+Haas&resource=77e0'],
    ['explain', '', '/explain/nadia?app=expenses', undefined],
    ['run', '', '/entra/apps/expenses/on-demand/nadia', undefined],
    ['explain', '', '/compare/nadia?app=expenses', undefined],
    ['user', 'Receiver › Larkfield Entra', '/recv/dirs/larkfield-entra?search=Nadia+Haas&resource=77e0', '/entra/users/nadia'],
  ]);
});

test.each([
  [null, 'Why is Nadia Haas not provisioned?'],
  [{ action: 'update', status: 'failure' }, 'Why was Nadia Haas not updated?'],
  [{ action: 'create', status: 'failure' }, 'Why was Nadia Haas not created?'],
  [{ action: 'disable', status: 'failure' }, 'Why was Nadia Haas not disabled?'],
  [{ action: 'other', status: 'skipped' }, 'Why was Nadia Haas skipped?'],
  [{ action: 'create', status: 'success' }, 'Why was Nadia Haas created?'],
  [{ action: 'delete', status: 'success' }, 'Why was Nadia Haas deleted?'],
] as const)('after %j the question is: %s', (lastOutcome, question) => {
  const entries = foundEntries({ ...nothing, objects: [{ ...nadia, lastOutcome }] }, 'expenses');
  expect(entries.find(({ kind }) => kind === 'explain')?.title).toBe(question);
});

test('nothing is asked about anybody while there is no application', () => {
  expect(foundEntries({ ...nothing, objects: [nadia] }, undefined).map(({ kind }) => kind)).toEqual(['user']);
});

test('an exchange is named by its number, method, address and answer', () => {
  const exchange = { sequence: 1281, method: 'PATCH', target: '/Users/77e0', status: 400, identityName: 'Nadia Haas' };
  expect(foundEntries({ ...nothing, exchange }, undefined)).toMatchObject([
    { kind: 'exchange', title: '1281 PATCH /Users/77e0 → 400', detail: 'Nadia Haas', href: '/wire/1281' },
  ]);
});
