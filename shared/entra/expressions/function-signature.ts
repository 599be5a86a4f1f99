import type { FunctionDefinition, FunctionParameter } from './function-definition.ts';

/** How a function is written: `Mid(source, start, length)`. Which of them may be left out, `parameters` says. */
export function signatureOf({ name, parameters, signature }: FunctionDefinition): string {
  if (signature !== undefined) return signature;
  const names = parameters.flatMap((parameter) =>
    parameter.isRepeated ? [`${parameter.name}1`, `${parameter.name}2`, '…'] : [parameter.name],
  );
  return `${name}(${names.join(', ')})`;
}

/** What is wrong with a number of arguments, as the end of a sentence that begins with the name; null: nothing. */
export function countProblemOf({ parameters, countProblem }: FunctionDefinition, count: number): string | null {
  const least = parameters.filter(({ isRequired }) => isRequired).length;
  const most = parameters.some(({ isRepeated }) => isRepeated) ? Number.POSITIVE_INFINITY : parameters.length;
  if (count >= least && count <= most) return countProblem?.(count) ?? null;
  return `takes ${rangeText(least, most)}, but got ${count === 0 ? 'none' : count}`;
}

function rangeText(least: number, most: number): string {
  if (most === 0) return 'no arguments';
  if (least === most) return least === 1 ? 'one argument' : `${least} arguments`;
  return most === Number.POSITIVE_INFINITY ? `at least ${least} arguments` : `${least} to ${most} arguments`;
}

/** A parameter that must be given, once. */
export function required(
  name: string,
  type: FunctionParameter['type'],
  given: Partial<Pick<FunctionParameter, 'graphName'>> = {},
): FunctionParameter {
  return { name, type, isRequired: true, isRepeated: false, ...given };
}

/** A parameter that may be left out. */
export function optional(name: string, type: FunctionParameter['type']): FunctionParameter {
  return { name, type, isRequired: false, isRepeated: false };
}
