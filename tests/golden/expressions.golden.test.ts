import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Evaluation, evaluateExpression } from '#shared/entra/expressions/evaluate-expression.ts';
import type { EvaluationContext } from '#shared/entra/expressions/evaluation-context.ts';
import type { ExpressionValue } from '#shared/entra/expressions/expression-value.ts';
import { languageOptionsOf } from '#shared/entra/expressions/language-options.ts';
import { readExpression } from '#shared/entra/expressions/parse-expression.ts';
import { type Role, roleValuesOf, toRoleObject } from '#shared/entra/role-values.ts';
import type { Json } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';

interface Vector {
  readonly id: string;
  readonly expression: string;
  readonly source: Readonly<Record<string, string | boolean | null | readonly string[] | readonly Role[]>>;
  readonly expected: Json;
  readonly confidence: 'doc' | 'derived' | 'inferred' | 'other-engine';
  readonly pattern?: string;
  readonly now?: string;
  readonly existingTargetValues?: readonly string[];
  readonly strict?: boolean;
  readonly placeholder?: boolean;
}

const vectors = (
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../fixtures/expressions/expression-vectors.json'), 'utf8'),
  ) as readonly Vector[]
).filter(({ placeholder }) => placeholder !== true);

test('there are vectors', () => {
  expect(vectors.length).toBeGreaterThan(300);
});

test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
  const outcome = outcomeOf(vector);
  if (vector.expected === 'nondeterministic') return expect(outcome).toMatch(new RegExp(vector.pattern ?? '', 'u'));
  expect(outcome).toEqual(isError(vector.expected) ? { error: expect.stringMatching(/^[a-z-]+$/) } : vector.expected);
});

/** The outcome as the vectors write it. */
function outcomeOf(vector: Vector): Json {
  const context = contextOf(vector);
  const reading = readExpression(vector.expression, context.options);
  if (!reading.ok) return { error: reading.error.code };
  const evaluation = evaluateExpression(reading.value, context);
  if (evaluation.kind === 'error') return { error: evaluation.error.code };
  if (evaluation.kind === 'ignored') {
    return { ignoreFlow: evaluation.scope === 'attribute' ? 'IgnoreAttributeFlow' : 'IgnoreObjectFlow' };
  }
  return roleObjectsOf(vector.expression, evaluation) ?? evaluation.value;
}

/** The two complex role functions give objects at creation. */
function roleObjectsOf(expression: string, { value }: Evaluation & { readonly kind: 'value' }): Json | undefined {
  const row = { targetAttributeName: 'roles', source: { type: 'Function', expression } } as const;
  const found = roleValuesOf({ ...row, matchingPriority: 0, flowType: 'Always', defaultValue: null }, value);
  return found?.roles.map((role) => toRoleObject(role, found.kind));
}

function contextOf({ id, source, confidence, now, existingTargetValues, strict }: Vector): EvaluationContext {
  return {
    attribute: (name) => attributeOf(source[name]),
    roles: (source['appRoleAssignments'] ?? []) as readonly Role[],
    now: () => Date.parse(now ?? '2025-07-30T00:00:00Z'),
    random: seededRandom('vectors', id),
    defaultDomain: (source['$tenant.defaultDomain'] ?? null) as string | null,
    isTaken: (value) => existingTargetValues?.includes(value) ?? false,
    patternHost: null,
    options: languageOptionsOf({
      habitSettings: {
        ...(strict === true ? { 'iif-on-null': 'refuse' } : {}),
        ...(confidence === 'other-engine' ? { 'cloud-sync-functions': 'on' } : {}),
      },
    }),
  };
}

/** As the tenant gives it: booleans are words. */
function attributeOf(value: Vector['source'][string] | undefined): ExpressionValue {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return (value ?? null) as ExpressionValue;
}

function isError(expected: Json): boolean {
  return typeof expected === 'object' && expected !== null && 'error' in expected;
}
