import { expect, test } from 'vitest';
import { matchingEntries, nameIn, type PaletteEntry } from './palette-entry.ts';

const entry = (title: string, detail = ''): PaletteEntry => ({ key: title, kind: 'go', title, detail });
const entries = [
  entry('Users', 'Entra ID'),
  entry('Users and groups', 'Tidewater Expenses'),
  entry('Provisioning logs', 'Tidewater Expenses'),
  entry('Audit logs', 'Tidewater Expenses'),
  entry('Deleted users', 'Entra ID'),
];

test.each([
  ['', ['Users', 'Users and groups', 'Provisioning logs', 'Audit logs', 'Deleted users']],
  ['users', ['Users', 'Users and groups', 'Deleted users']],
  ['logs', ['Provisioning logs', 'Audit logs']],
  ['prov logs', ['Provisioning logs']],
  ['LOGS tide', ['Provisioning logs', 'Audit logs']],
  ['ogs', ['Provisioning logs', 'Audit logs']],
  ['nobody', []],
])('“%s” finds %j', (text, titles) => {
  expect(matchingEntries(text, entries, 10).map(({ title }) => title)).toEqual(titles);
});

test('no more than asked for', () => {
  expect(matchingEntries('', entries, 2)).toHaveLength(2);
});

test.each([
  ['nadia', 'nadia'],
  ['  Nadia Haas ', 'Nadia Haas'],
  ['Why was Nadia Haas not updated?', 'Nadia Haas'],
  ['why nadia', 'nadia'],
  ['why is Nadia Haas not provisioned', 'Nadia Haas'],
  ['explain Nadia', 'Nadia'],
  ['provision Nadia Haas on demand', 'Nadia Haas'],
  ['compare Sales', 'Sales'],
  ['Whyte', 'Whyte'],
  ['#412', '#412'],
  ['why', 'why'],
])('%j is about %j', (text, name) => {
  expect(nameIn(text)).toBe(name);
});
