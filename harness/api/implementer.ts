import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/api/contract.ts';
import type { Parsed, Problem } from '#shared/kernel/parsed.ts';

/** Where every area's handlers hang their procedures. */
export const api = implement(contract);

/** The contract's one refusal: what is wrong is the message, where and what to do next are data. */
export function refusal(problem: Problem): ORPCError<'REFUSED', { place: string; remedy: string }> {
  const { message, place, remedy } = problem;
  return new ORPCError('REFUSED', { message, data: { place, remedy }, defined: true });
}

export function orRefuse<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  const [first = { place: 'input', message: 'The input was refused.', remedy: 'Check it.' }] = parsed.problems;
  throw refusal(first);
}

export function found<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw refusal({
    place: what,
    message: `This ${what} is no longer here.`,
    remedy: 'It may have been removed in another window: go back to the list.',
  });
}

/** A name a person typed: trimmed, not empty, unlike the others. */
export function nameOf(text: string, what: string, others: readonly string[]): string {
  const name = text.trim();
  if (name === '') throw refusal({ place: 'Name', message: `The ${what} needs a name.`, remedy: 'Type at least one letter.' });
  if (others.some((other) => other.toLowerCase() === name.toLowerCase())) {
    throw refusal({ place: 'Name', message: `There is a ${what} named "${name}" already.`, remedy: 'Choose another name.' });
  }
  return name;
}
