import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openTestDirectory, type TestDirectory } from '#server/testing/test-directory.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { type Scene, scenes } from './server-scenes.ts';

// Every request that Entra is known to send, sent to a directory as a new one is: what the publications show as the answer comes back.

const folder = resolve(import.meta.dirname, '../../fixtures/wire');

interface Golden {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

interface PublishedAnswer {
  readonly status: number;
  readonly body: Json;
}

test('every published request is sent, and every published answer to one of them compared', () => {
  expect(Object.keys(scenes).toSorted()).toEqual(namesIn(folder));
  // The request of this answer was never published.
  expect(namesIn(resolve(folder, 'responses')).filter((name) => !(name in scenes))).toEqual(['group-rename-legacy']);
});

test.each(Object.entries(scenes))('%s', (name, scene) => {
  const directory = open(scene);
  const { method, path, body } = read<Golden>(name);
  const answer = directory.send(method, encoded(path.replace('{id}', 'id')), body ?? undefined);
  const published = publishedAnswer(name);
  expect(answer.status).toBe(published?.status ?? scene.status);
  if (published?.body != null && answer.status !== 404) expect(comparable(answer.body)).toEqual(comparable(published.body));
  if (scene.scimType !== undefined) expect(answer.body['scimType']).toBe(scene.scimType);
  for (const [target, expected] of Object.entries(scene.after ?? {})) {
    expect(directory.send('GET', target), target).toMatchObject(expected);
  }
  directory.server.close();
});

function open({ seed = [], settings = {} }: Scene): TestDirectory {
  const directory = openTestDirectory(entraReadyTolerances);
  directory.server.setSettings(directory.id, settings);
  directory.server.seed(directory.id, seed);
  return directory;
}

/** Documentation shows most queries decoded. */
function encoded(path: string): string {
  const [address = '', query] = path.split('?');
  return query === undefined ? address : `${address}?${query.replaceAll(' ', '+').replaceAll('"', '%22')}`;
}

/**
 * Without what a service provider makes up: id, meta and the page size of the one that was asked; and without `schemas`, which follow
 * from what a resource holds. An empty list says as much as none (RFC 7643 §2.5).
 */
function comparable(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(comparable);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([key, member]) =>
      !['id', 'meta', 'location', 'schemas', 'itemsPerPage'].includes(key) &&
      (key === 'Resources' || !Array.isArray(member) || member.length > 0),
  );
  return Object.fromEntries(kept.map(([key, member]) => [key, comparable(member)]));
}

function publishedAnswer(name: string): PublishedAnswer | undefined {
  return namesIn(resolve(folder, 'responses')).includes(name) ? read<PublishedAnswer>(`responses/${name}`) : undefined;
}

function read<T extends JsonObject | Golden | PublishedAnswer>(name: string): T {
  return JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as T;
}

function namesIn(path: string): readonly string[] {
  return readdirSync(path)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted();
}
