import { describe, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { FaultField } from './fault-catalogue.ts';
import { faultDefinitions } from './fault-catalogue.ts';
import { readFaults } from './read-faults.ts';
import { readProfile } from './read-profile.ts';

const rule = (effect: Json, more: JsonObject = {}): JsonObject => ({ id: 'a', effect, ...more });
const plain = { kind: 'status', status: 503 };

function problemsOf(rules: Json): readonly string[] {
  const read = readFaults(rules, 'faults');
  return read.ok ? [] : read.problems.map(({ place, message, remedy }) => `${place}: ${message} ${remedy}`);
}

test('a rule is read with what is understood by itself', () => {
  const when = { method: 'PATCH', nth: 3, from: 'PT1H', operation: { op: 'remove', attribute: 'members' } };
  const read = readFaults([rule({ kind: 'too-many-requests' }, { when, isOn: false })], 'faults');
  expect(read).toEqual({
    ok: true,
    value: [
      {
        id: 'a',
        isOn: false,
        when: { method: ['PATCH'], nth: [3], fromMs: 3_600_000, operation: { op: 'remove', attribute: 'members' } },
        effect: { kind: 'too-many-requests', retryAfterS: 30, form: 'seconds' },
      },
    ],
  });
});

test.each(faultDefinitions.map((definition) => [definition.kind, definition] as const))(
  '%s is read with every field, and what was read is read again as it is',
  (kind, { fields }) => {
    const given = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, exampleOf(name, field)]));
    const first = readFaults([rule({ kind, ...given })], 'faults');
    assert(first.ok, JSON.stringify(first));
    expect(first.value[0]?.effect).toEqual({ kind, ...given });
    expect(readFaults(JSON.parse(JSON.stringify(first.value)) as Json, 'faults')).toEqual(first);
  },
);

function exampleOf(name: string, field: FaultField): Json {
  switch (field.type) {
    case 'integer':
    case 'number':
      return field.max;
    case 'boolean':
      return !field.default;
    case 'choice':
      return field.choices[0] ?? '';
    case 'text':
      return 'text/plain';
    case 'texts':
      return [name === 'tolerances' ? 'op-any-case' : 'id'];
  }
}

describe('it is said what is wrong, where, and what to do:', () => {
  test.each<[string, Json, string]>([
    ['no list', {}, 'faults: {} is no list. Write a list in brackets.'],
    ['no object', ['x'], 'faults[0]: A rule must be an object. Write { id, when, effect: { kind, ... } }.'],
    ['no kind', [rule({})], 'faults[0].effect.kind: An effect needs its kind. Known faults: status, too-many-requests'],
    [
      'a misspelt kind',
      [rule({ kind: 'latncy', ms: 1 })],
      'faults[0].effect.kind: "latncy" is no fault of this server. Did you mean "latency"?',
    ],
    [
      'a missing field',
      [rule({ kind: 'latency' })],
      'faults[0].effect.ms: It is missing. Give it: a whole number from 0 to 3600000.',
    ],
    [
      'a field of the wrong kind',
      [rule({ kind: 'status', status: '503' })],
      'faults[0].effect.status: "503" is no value for it. Give a whole number from 200 to 599.',
    ],
    [
      'an unknown field',
      [rule({ ...plain, detial: 'x' })],
      'faults[0].effect.detial: "detial" is not known here. Did you mean "detail"?',
    ],
    [
      'a header in a text',
      [rule({ kind: 'media-type', mediaType: 'a\r\nx: y' })],
      'faults[0].effect.mediaType: "a\\r\\nx: y" is no value for it. Give a text.',
    ],
    [
      'an unknown condition',
      [rule(plain, { when: { methode: 'GET' } })],
      'faults[0].when.methode: "methode" is not known here. Did you mean "method"?',
    ],
    [
      'an unknown method',
      [rule(plain, { when: { method: ['GET', 'FETCH'] } })],
      'faults[0].when.method: "FETCH" is no value for it.',
    ],
    [
      'no duration',
      [rule(plain, { when: { until: '5 minutes' } })],
      'faults[0].when.until: "5 minutes" is no duration. Write it as ISO 8601 does: PT5M, P1D.',
    ],
    [
      'no chance',
      [rule(plain, { when: { chance: 2 } })],
      'faults[0].when.chance: 2 is no value for it. Give a number from 0 to 1.',
    ],
    [
      'an unknown tolerance',
      [rule({ kind: 'intolerant', tolerances: ['op-any-cases'] })],
      'faults[0].effect.tolerances: The bundled server knows no tolerance "op-any-cases". Did you mean "op-any-case"?',
    ],
    [
      'an id that is none',
      [rule(plain, { id: 'A b' })],
      'faults[0].id: "A b" is no value for it. Give up to 64 small letters, digits and hyphens.',
    ],
    ['two of one id', [rule(plain), rule(plain)], 'faults[1].id: There are two rules "a". Give each rule an id of its own.'],
  ])('%s', (_sentence, rules, problem) => {
    expect(problemsOf(rules)).toEqual([expect.stringContaining(problem)]);
  });

  test.each<[string, JsonObject, string]>([
    [
      'a version from the future',
      { version: 2 },
      'version: Version 2 of the format is not known here. This program reads version 1.',
    ],
    ['no source', { sources: [] }, 'sources: [] is no value for it. Give a list of texts.'],
    [
      'tolerances without a preset',
      { tolerances: { with: ['op-any-case'] } },
      'tolerances.preset: It is missing. Give it: one of "entra-ready", "strict".',
    ],
    [
      'an unknown tolerance',
      { tolerances: { preset: 'strict', with: ['x'] } },
      'tolerances.with[0]: The bundled server knows no tolerance "x". Known tolerances',
    ],
    [
      'a status that is none',
      { settings: { groupPatchStatus: 201 } },
      'settings.groupPatchStatus: 201 is no status for it. Give 200 or 204.',
    ],
    ['a fault', { faults: [rule({ kind: 'latency' })] }, 'faults[0].effect.ms: It is missing.'],
  ])('of a profile, %s', (_sentence, change, problem) => {
    const read = readProfile({
      version: 1,
      id: 'a',
      name: 'A',
      imitates: 'A.',
      sources: ['B'],
      tolerances: { preset: 'strict' },
      ...change,
    });
    const problems = read.ok ? [] : read.problems.map(({ place, message, remedy }) => `${place}: ${message} ${remedy}`);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});

test('the tolerances of a profile are a preset, more and less', () => {
  const tolerances = { preset: 'strict', with: ['op-any-case', 'missing-schemas'], without: ['missing-schemas'] };
  const read = readProfile({ version: 1, id: 'a', name: 'A', imitates: 'A.', sources: ['B'], tolerances });
  expect(read.ok && read.value.tolerances).toEqual(['op-any-case']);
});
