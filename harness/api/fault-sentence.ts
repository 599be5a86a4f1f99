import { faultDefinitions } from '#server/faults/fault-catalogue.ts';
import type { FaultCondition, FaultEffect, OperationCondition } from '#server/faults/fault-rule.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/kernel/duration.ts';

/** What an effect does, and with which values: `Answers late. (ms: 40, jitterMs: 40)`. */
export function effectSentence(effect: FaultEffect): string {
  const { kind, ...values } = effect;
  const sentence = faultDefinitions.find((definition) => definition.kind === kind)?.sentence ?? kind;
  const words = Object.entries(values).map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : value}`);
  return words.length === 0 ? sentence : `${sentence} (${words.join(', ')})`;
}

/** Which requests a rule means: `PATCH at /Groups, each 3rd`. */
export function conditionSentence(when: FaultCondition): string {
  const { method, type, path, parameter, operation } = when;
  const counts = [...countWords(when), ...windowWords(when)];
  const subject = [
    method === undefined ? (counts.length === 0 ? 'Every request' : 'Requests') : method.join(' or '),
    ...(type === undefined ? [] : [`at /${type}s`]),
    ...(path === undefined ? [] : [`at ${path}`]),
    ...(parameter === undefined ? [] : [`with the parameter ${parameter}`]),
    ...(operation === undefined ? [] : [operationWords(operation)]),
  ].join(' ');
  return [subject, ...counts].join(', ');
}

function operationWords({ op, attribute, hasFilter }: OperationCondition): string {
  return [
    `with an operation${op === undefined ? '' : ` "${op}"`}`,
    ...(attribute === undefined ? [] : [`on ${attribute}`]),
    ...(hasFilter === undefined ? [] : [hasFilter ? 'by a filter in its path' : 'without a filter in its path']),
  ].join(' ');
}

function countWords({ nth, every, after, times, chance }: FaultCondition): readonly string[] {
  return [
    ...(after === undefined || after === 0 ? [] : [`after the first ${after}`]),
    ...(nth === undefined ? [] : [`only the ${inWords(nth.map(ordinal))}`]),
    ...(every === undefined ? [] : [`each ${ordinal(every)}`]),
    ...(chance === undefined ? [] : [`${Number((chance * 100).toFixed(4))} of 100 by chance`]),
    ...(times === undefined ? [] : [times === 1 ? 'once' : `at most ${times} times`]),
  ];
}

function windowWords({ fromMs, untilMs }: FaultCondition): readonly string[] {
  return [
    ...(fromMs === undefined ? [] : [`from ${durationWords(fromMs)} on`]),
    ...(untilMs === undefined ? [] : [`until ${durationWords(untilMs)}`]),
  ];
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function ordinal(count: number): string {
  const isTeen = Math.trunc(count / 10) % 10 === 1;
  return `${count}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][count % 10]) ?? 'th'}`;
}

const units = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
  [1, 'ms'],
] as const;

function durationWords(ms: number): string {
  let rest = ms;
  const parts = units.flatMap(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.length === 0 ? 'the start' : parts.join(' ');
}
