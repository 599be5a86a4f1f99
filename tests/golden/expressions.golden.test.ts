import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { evaluateExpression } from '#shared/entra/evaluate.ts';
import { parseExpression } from '#shared/entra/expression.ts';
import type { ExpressionValue } from '#shared/entra/expression-functions.ts';

interface Vector {
  readonly id: string;
  readonly expression: string;
  readonly source: Readonly<Record<string, string | readonly string[]>>;
  readonly expected: ExpressionValue | { readonly error: true };
}

const vectors = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/expressions/vectors.json'), 'utf8'),
) as readonly Vector[];

test.each(vectors)('$id: $expression', ({ expression, source, expected }) => {
  expect(outcomeOf(expression, source)).toEqual(expected === '' ? null : expected);
});

/** An empty text is no value: the mapping treats both alike. */
function outcomeOf(expression: string, source: Vector['source']): Vector['expected'] {
  const parsed = parseExpression(expression);
  if (!parsed.ok) return { error: true };
  const result = evaluateExpression(parsed.value, { attribute: (name) => source[name] ?? null, roles: [] });
  if (result.kind === 'refusal') return { error: true };
  return result.value === '' ? null : result.value;
}
