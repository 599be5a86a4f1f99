import { parseDuration } from '#shared/kernel/duration.ts';
import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type { FaultField } from './fault-catalogue.ts';
import type { FaultCondition } from './fault-rule.ts';
import { readField, unknownKeys } from './read-field.ts';

const COUNT_MAX = 1_000_000_000;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
const count = (sentence: string, min = 1): FaultField => ({ type: 'integer', min, max: COUNT_MAX, sentence });
const choice = (choices: readonly string[], sentence: string): FaultField => ({ type: 'choice', choices, sentence });

/** What may stand under `when`, beside `method` and `nth`, which take one or a list, and the durations `from` and `until`. */
export const conditionFields: Readonly<Record<string, FaultField>> = {
  type: choice(['User', 'Group'], 'Requests at /Users or at /Groups.'),
  path: { type: 'text', sentence: 'The path below the directory, * for one segment: /Users/*.' },
  parameter: { type: 'text', sentence: 'A parameter that the query must have: filter.' },
  every: count('Only each of so many: the third, the sixth, ...'),
  after: count('Only after so many that were let through.', 0),
  times: count('Only so often.'),
  chance: { type: 'number', min: 0, max: 1, sentence: 'How likely, from 0 to 1; repeatable by the seed.' },
};
export const methodField = choice(METHODS, 'One method, or a list.');
export const nthField = count('Only the requests of these numbers, the first being 1: one, or a list.');
export const operationFields: Readonly<Record<string, FaultField>> = {
  op: choice(['add', 'replace', 'remove'], 'What an operation of the PATCH does, in any case.'),
  attribute: { type: 'text', sentence: 'The attribute it names, in any case.' },
  hasFilter: { type: 'boolean', default: false, sentence: 'Whether its path has a filter in brackets.' },
};

/** The `when` of a rule, as `readFaults` reads it or has written it. */
export function readCondition(value: Json, place: string, problems: Problem[]): FaultCondition {
  if (!isJsonObject(value)) {
    problems.push({ place, message: 'A condition must be an object.', remedy: 'Leave it out to mean every request.' });
    return {};
  }
  const durations = ['from', 'until', 'fromMs', 'untilMs'] as const;
  unknownKeys(value, [...Object.keys(conditionFields), 'method', 'nth', 'operation', ...durations], place, problems);
  const plain = Object.entries(conditionFields).flatMap(([name, field]): readonly [string, Json][] => {
    const read = value[name] === undefined ? undefined : readField(field, value[name], `${place}.${name}`, problems);
    return read === undefined ? [] : [[name, read]];
  });
  const lists = (
    [
      ['method', methodField],
      ['nth', nthField],
    ] as const
  ).flatMap(([name, field]) => {
    const given = value[name];
    if (given === undefined) return [];
    const all: readonly Json[] = Array.isArray(given) ? (given as readonly Json[]) : [given];
    return [[name, all.flatMap((one) => readField(field, one, `${place}.${name}`, problems) ?? [])] as const];
  });
  const window = (['from', 'until'] as const).flatMap((name) => {
    const ms = readInstant(value[name], value[`${name}Ms`], `${place}.${name}`, problems);
    return ms === undefined ? [] : [[`${name}Ms`, ms] as const];
  });
  const operation = value['operation'];
  return {
    ...(Object.fromEntries([...plain, ...lists, ...window]) as FaultCondition),
    ...(operation === undefined ? {} : { operation: readOperation(operation, `${place}.operation`, problems) }),
  };
}

/** `PT5M` from a file, or milliseconds as this reader writes them. */
function readInstant(text: Json | undefined, ms: Json | undefined, place: string, problems: Problem[]): number | undefined {
  if (text === undefined && ms === undefined) return undefined;
  const read = typeof text === 'string' ? parseDuration(text) : ms;
  if (typeof read === 'number' && read >= 0) return read;
  problems.push({
    place,
    message: `${JSON.stringify(text ?? ms ?? null)} is no duration.`,
    remedy: 'Write it as ISO 8601 does: PT5M, P1D.',
  });
  return undefined;
}

function readOperation(value: Json, place: string, problems: Problem[]): NonNullable<FaultCondition['operation']> {
  if (!isJsonObject(value)) {
    problems.push({ place, message: 'It must be an object.', remedy: 'Write { op, attribute, hasFilter }.' });
    return {};
  }
  unknownKeys(value, Object.keys(operationFields), place, problems);
  const fields = Object.entries(operationFields).flatMap(([name, field]): readonly [string, Json][] => {
    const read = value[name] === undefined ? undefined : readField(field, value[name], `${place}.${name}`, problems);
    return read === undefined ? [] : [[name, read]];
  });
  return Object.fromEntries(fields);
}
