import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Answer, readCreated, readMatches, readResource } from '#shared/entra/wire-answer.ts';
import { wireErrorOf } from '#shared/entra/wire-error.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { ScimOutcome } from '#shared/scim/message.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/wire/responses');

const ids = (answer: ReturnType<typeof readMatches>) => (answer.ok ? answer.value.map(({ id }) => id) : answer.error.code);
const id = (answer: Answer<{ readonly id: string }>) => (answer.ok ? answer.value.id : answer.error.code);
const error = (outcome: ScimOutcome) => wireErrorOf(outcome, 'write')?.code ?? null;

/** What we make of each published answer: the ids found, the id of one resource, or the error of a write. */
const readings: Readonly<Record<string, readonly [(outcome: ScimOutcome) => Json, Json]>> = {
  'user-test-connection-probe.captured': [(outcome) => ids(readMatches(outcome)), []],
  'user-test-connection-probe-externalid.captured': [(outcome) => ids(readMatches(outcome)), []],
  'group-test-connection-probe.inferred': [(outcome) => ids(readMatches(outcome)), []],
  'user-query-zero-results': [(outcome) => ids(readMatches(outcome)), []],
  'user-query-by-username': [(outcome) => ids(readMatches(outcome)), ['2441309d85324e7793ae']],
  'group-query-by-displayname': [(outcome) => ids(readMatches(outcome)), ['8c601452cc934a9ebef9']],
  'user-get': [(outcome) => id(readResource(outcome)), '5d48a0a8e9f04aa38008'],
  'user-get-not-found': [(outcome) => id(readResource(outcome)), 'InvalidAnchor'],
  'group-get': [(outcome) => id(readResource(outcome)), '40734ae655284ad3abcc'],
  'user-create': [(outcome) => id(readCreated(outcome)), '48af03ac28ad4fb88478'],
  'group-create': [(outcome) => id(readCreated(outcome)), '927fa2c08dcb4a7fae9e'],
  'group-create-2018-with-id': [(outcome) => id(readCreated(outcome)), '927fa2c08dcb4a7fae9e'],
  'user-patch-multi-valued': [error, null],
  'user-patch-single-valued': [error, null],
  'user-disable-legacy.captured-2021': [error, null],
  'user-disable-tutorial': [error, null],
  'group-add-member-legacy': [error, null],
  'group-remove-member-legacy': [error, null],
  'group-rename-legacy': [error, null],
  'user-delete': [error, null],
  'user-delete-example6': [error, null],
  'group-delete': [error, null],
};

test('every published answer is read', () => {
  const names = readdirSync(folder).map((file) => file.slice(0, -'.json'.length));
  expect(Object.keys(readings).toSorted()).toEqual(names.toSorted());
});

test.each(Object.entries(readings))('%s', (name, [read, expected]) => {
  const { status, body } = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as { status: number; body: Json };
  const text = body === null ? '' : JSON.stringify(body);
  expect(read({ kind: 'response', response: { status, headers: {}, text } })).toEqual(expected);
});
