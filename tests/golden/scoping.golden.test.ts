import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createPatternHost } from '#harness/adapters/pattern-host.ts';
import { scopingOptionsOf } from '#shared/entra/scoping-filter-evaluation.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { answerScopeEntry } from '../../cli/commands/scope-entries.ts';

interface Vector extends JsonObject {
  readonly id: string;
  /** Whether the object passes, or `{ error: "unsupported attribute" }`. */
  readonly expected: boolean | { readonly error: string };
}

const vectors = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/expressions/scoping-vectors.json'), 'utf8'),
) as readonly Vector[];
const options = scopingOptionsOf({ habitSettings: {} }, createPatternHost());

test('there are vectors', () => {
  expect(vectors.length).toBeGreaterThan(50);
});

test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_id, { expected, ...entry }) => {
  expect(outcomeOf(entry)).toEqual(expected);
});

test('the spelling of Graph gives the same', () => {
  const written = vectors.filter(({ graphClause }) => graphClause !== undefined);
  expect(written.length).toBeGreaterThan(50);
  for (const { expected, graphClause, ...entry } of written) {
    expect(outcomeOf({ ...entry, clause: graphClause ?? null }), entry.id).toEqual(expected);
  }
});

/** An error by its code, in the words of the vectors. */
function outcomeOf(entry: JsonObject): Json {
  const answer = answerScopeEntry(entry, options);
  expect(answer.id).toBe(entry['id']);
  return 'error' in answer ? { error: answer.error.code.replace('-', ' ') } : answer.inScope;
}
