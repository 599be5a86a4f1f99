import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { habits } from '#shared/entra/habits.ts';
import { neverEmitted } from '#shared/entra/habits-left-out.ts';
import type { WireDialect } from '#shared/entra/job-configuration.ts';
import { managerClearingRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { compositions } from './wire-compositions.ts';

interface Golden {
  readonly mode: WireDialect | 'both';
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

const folder = resolve(import.meta.dirname, '../../fixtures/wire');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .toSorted();

const leftOut = neverEmitted.map(({ name }) => name);

test('what is never sent is exactly what is not composed', () => {
  expect(Object.keys(compositions).toSorted()).toEqual(names.filter((name) => !leftOut.includes(name)));
  expect(leftOut.toSorted()).toEqual(names.filter((name) => leftOut.includes(name)));
});

test('what needs a switch that is off', () => {
  const switched = Object.entries(compositions).filter(([, { settings }]) => Object.keys(settings).length > 0);
  expect(Object.fromEntries(switched.map(([name, { settings }]) => [name, settings]))).toEqual({
    'group-add-member-as-replace-compliant.captured-2026': { 'member-add': 'replace' },
    'group-add-member-legacy': { 'member-ref-null': 'on' },
    'group-create': { 'group-create-schema': 'adscim' },
    'group-create-2018-with-id': { 'group-create-schema': 'with-id-2018' },
    'group-remove-member-legacy': { 'member-ref-null': 'on' },
    'user-create-roles-complex': { 'user-create-schemas': 'core-only' },
    'user-create-single-role': { 'user-create-schemas': 'core-only' },
    'user-disable-tutorial': { 'disable-value': 'boolean', 'patch-key-order': 'operations-first' },
    'user-manager-add-array-example5': { 'manager-form': 'array-2015' },
    'user-pathless-replace-name-compliant.captured-2024': { 'patch-key-order': 'operations-first' },
  });
});

const inDialects = Object.keys(compositions).flatMap((name) => {
  const { mode } = goldenOf(name);
  return (mode === 'both' ? (['legacy', 'compliant'] as const) : [mode]).map((dialect) => [name, dialect] as const);
});

test.each(inDialects)('%s, %s', (name, dialect) => {
  const golden = goldenOf(name);
  const { method, target, body } = composed(name, dialect);
  expect({ method, path: decoded(target), body: JSON.stringify(withPublishedId(body, golden)) }).toEqual({
    method: golden.method,
    path: decoded(golden.path),
    body: JSON.stringify(golden.body),
  });
});

test.each(['user-test-connection-probe.captured', 'group-test-connection-probe.inferred'])(
  '%s, encoded to the letter',
  (name) => {
    expect(composed(name, 'legacy').target).toBe(goldenOf(name).path);
  },
);

const bases = [{}, { dialect: 'compliant' }, { dialect: 'customappsso-2018' }];
const choices = habits
  // These decide which style composes, and when a request goes out: not how it looks.
  .filter(({ id, area }) => area === 'wire' && id !== 'on-demand-dialect' && id !== 'member-requests')
  .flatMap(({ id, settings, defaultSetting }) =>
    settings.filter(({ value }) => value !== defaultSetting).map(({ value }) => [id, value] as const),
  );

test.each(choices)('a switch that changes a request: %s=%s', (id, value) => {
  const sent = (settings: Readonly<Record<string, string>>) => {
    // Only with the flag in the tenant URL can it be forwarded; a dialect that is set goes before it.
    const style = wireStyleOf({ dialect: 'compliant', configuration: { habitSettings: { dialect: 'legacy', ...settings } } });
    const cleared = managerClearingRequest('1', { attribute: 'manager', heldManagerId: '2' }, style);
    return [...Object.values(compositions).map(({ compose }) => compose(style)), cleared];
  };
  const changed = bases.filter((base) => JSON.stringify(sent({ ...base, [id]: value })) !== JSON.stringify(sent(base)));
  expect(changed).not.toEqual([]);
});

function goldenOf(name: string): Golden {
  return JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Golden;
}

function composed(name: string, dialect: WireDialect): ScimRequest {
  const composition = compositions[name];
  if (composition === undefined) throw new Error(`Nothing composes ${name}.`);
  return composition.compose(wireStyleOf({ dialect, configuration: { habitSettings: composition.settings } }));
}

/** Documentation shows most queries decoded. */
function decoded(path: string): string {
  return decodeURIComponent(path.replaceAll('+', ' '));
}

/** The client of 2018 chose the id of a group by itself: ours is another one, in the same place. */
function withPublishedId(body: Json, golden: Golden): Json {
  const published = golden.method === 'POST' ? (golden.body as Readonly<Record<string, Json>>)['id'] : undefined;
  const made = published === undefined ? undefined : (body as Readonly<Record<string, Json>>)['id'];
  return made === undefined ? body : { ...(body as Readonly<Record<string, Json>>), id: published ?? null };
}
