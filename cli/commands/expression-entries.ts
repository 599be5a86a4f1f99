import type { LanguageOptions } from '#shared/entra/expressions/evaluation-context.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { entryIdOf } from '../batch-file.ts';
import { parseInstant } from '../instant.ts';
import { type ExpressionHost, evaluateGiven, type GivenEvaluation, type GivenExpression } from './expression-evaluation.ts';
import { parseExpressionSource } from './expression-source.ts';

/** What one entry of a batch comes to. */
export type ExpressionAnswer =
  | { readonly id: Json; readonly value: Json; readonly approximate?: true }
  | { readonly id: Json; readonly ignoreFlow: true; readonly scope: 'attribute' | 'object' }
  | {
      readonly id: Json;
      readonly error: {
        /** `invalid-input` for an entry that is none; else the code of the expression's error. */
        readonly code: string;
        readonly message: string;
        /** From 1, where the error is about a place in the expression. */
        readonly column?: number;
      };
    };

/** What holds for the entries that do not say it themselves. */
export interface BatchDefaults extends ExpressionHost {
  readonly now: Instant;
  readonly options: LanguageOptions;
}

/** An answer, and whether the seed has a part in it. */
interface AnsweredEntry {
  readonly answer: ExpressionAnswer;
  readonly hasUsedChance: boolean;
}

/**
 * Answers one entry: `{ id, expression, source, now?, existingTargetValues?, strict? }`. Any other key is left alone. An entry that is
 * none is an answer too.
 */
export function answerExpressionEntry(entry: Json, defaults: BatchDefaults): AnsweredEntry {
  const id = entryIdOf(entry);
  const given = parseEntry(entry, defaults);
  if (!given.ok) {
    const message = given.problems.map((problem) => `${problem.place}: ${problem.message} ${problem.remedy}`).join(' ');
    return { answer: { id, error: { code: 'invalid-input', message } }, hasUsedChance: false };
  }
  const evaluation = evaluateGiven(given.value, defaults);
  return { answer: toAnswer(id, evaluation), hasUsedChance: evaluation.hasUsedChance };
}

function toAnswer(id: Json, { outcome, isApproximate }: GivenEvaluation): ExpressionAnswer {
  switch (outcome.kind) {
    case 'value':
      return { id, value: outcome.value, ...(isApproximate ? { approximate: true } : {}) };
    case 'ignored':
      return { id, ignoreFlow: true, scope: outcome.scope };
    case 'error': {
      const { code, message, remedy, column } = outcome;
      return { id, error: { code, message: `${message} ${remedy}`.trimEnd(), ...(column === null ? {} : { column }) } };
    }
  }
}

function parseEntry(entry: Json, { now, options }: BatchDefaults): Parsed<GivenExpression> {
  if (!isJsonObject(entry))
    return refuse('entry', 'An entry is an object.', 'Write { "id": "1", "expression": …, "source": … }.');
  const members = new Map<string, Json>(Object.entries(entry));
  const id = members.get('id');
  if (typeof id !== 'string' && typeof id !== 'number') {
    return refuse('id', 'An entry has an id, a text or a number.', 'Write one, such as "id": "1".');
  }
  const text = members.get('expression');
  if (typeof text !== 'string') return refuse('expression', 'The expression is no text.', 'Write it as a JSON string.');
  const source = parseExpressionSource(members.get('source'));
  if (!source.ok) return source;
  const ownNow = parseNow(members.get('now'), now);
  if (!ownNow.ok) return ownNow;
  const takenValues = parseTakenValues(members.get('existingTargetValues'));
  if (!takenValues.ok) return takenValues;
  const strict = members.get('strict') ?? options.isStrict;
  if (typeof strict !== 'boolean') return refuse('strict', 'It is neither true nor false.', 'Write one, or leave it out.');
  return accepted({
    text,
    source: source.value,
    now: ownNow.value,
    takenValues: takenValues.value,
    name: String(id),
    options: strict === options.isStrict ? options : { ...options, isStrict: strict },
    isTraced: false,
  });
}

function parseNow(given: Json | undefined, otherwise: Instant): Parsed<Instant> {
  if (given === undefined || given === null) return accepted(otherwise);
  return typeof given === 'string'
    ? parseInstant(given, 'now')
    : refuse('now', 'It is no text.', 'Write "2026-01-05T09:00:00Z".');
}

const nothingTaken: ReadonlySet<string> = new Set();

function parseTakenValues(given: Json | undefined): Parsed<ReadonlySet<string>> {
  if (given === undefined || given === null) return accepted(nothingTaken);
  const values = Array.isArray(given) ? (given as readonly Json[]) : [given];
  const texts = values.map((value) => (typeof value === 'number' ? String(value) : value));
  if (texts.every((text) => typeof text === 'string')) return accepted(new Set(texts));
  return refuse('existingTargetValues', 'It is no list of texts.', 'Write ["ada@larkfield.test"], or [] where nothing is taken.');
}

function refuse(place: string, message: string, remedy: string): Parsed<never> {
  return refused({ place, message, remedy });
}
