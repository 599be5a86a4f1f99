import { closest } from '#shared/kernel/closest.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { ScopingClause } from './scoping-filter.ts';
import {
  leadingOperator,
  type ScopingOperator,
  scopingOperatorNamed,
  supportedOperatorNames,
} from './scoping-filter-operators.ts';

/**
 * A clause as provisioning logs write it (captured): `{title}.{attribute} {OPERATOR} '{value}'`, without a value where the operator
 * takes none.
 */
export function clauseSentence({ attribute, operator, values }: ScopingClause, title: string): string {
  const known = scopingOperatorNamed(operator);
  const words = known?.arity === 'Unary' ? '' : ` ${values.map((value) => `'${value}'`).join(', ')}`;
  return `${title === '' ? '' : `${title}.`}${attribute} ${known?.portalName ?? operator}${words}`;
}

/** `department EQUALS Sales`: attribute, operator, and the rest as the value; quotes around the value are left out. Problems have no place. */
export function parseScopingClause(text: string): Parsed<ScopingClause> {
  const [, attribute = '', tail = ''] = /^(\S+)(?:\s+([\s\S]*))?$/.exec(text.trim()) ?? [];
  if (attribute === '') return refuse('A clause is empty.', 'Write it as: attribute OPERATOR value.');
  const found = leadingOperator(tail);
  if (found === undefined) return refuseOperator(text, tail);
  const { operator, rest } = found;
  const value = withoutQuotes(rest.trim());
  if (operator.arity === 'Unary' && rest.trim() !== '') {
    return refuse(
      `${operator.portalName} takes no value, and "${text}" has one.`,
      `Write "${attribute} ${operator.portalName}".`,
    );
  }
  if (operator.arity === 'Binary' && rest.trim() === '') {
    return refuse(
      `${operator.portalName} compares with a value, and "${text}" has none.`,
      missingValueRemedy(operator, attribute),
    );
  }
  return accepted({ attribute, operator: operator.portalName, values: operator.arity === 'Unary' ? [] : [value] });
}

export function missingValueRemedy({ portalName }: ScopingOperator, attribute: string): string {
  const empty = 'For an attribute without a value write IS NULL or IS NOT NULL.';
  return `Write "${attribute} ${portalName} value". ${empty}`;
}

/** What is said of an operator that is none; `name` as it was written. */
export function operatorRemedy(name: string): string {
  const near = closest(name, supportedOperatorNames);
  const all = `Known: ${supportedOperatorNames.join(', ')}.`;
  return near === undefined ? all : `Did you mean "${near}"? ${all}`;
}

function refuseOperator(text: string, tail: string): Parsed<never> {
  if (tail === '') return refuse(`"${text}" has no operator.`, `Write it as: attribute OPERATOR value. ${operatorRemedy('')}`);
  const words = tail.split(/\s+/);
  const guess = [3, 2, 1].map((count) => words.slice(0, count).join(' ')).find((words) => closest(words, supportedOperatorNames));
  const name = guess ?? words[0] ?? '';
  return refuse(`"${name}" is no operator of a scoping filter, in "${text}".`, operatorRemedy(name));
}

function withoutQuotes(value: string): string {
  const [, , inner] = /^(['"])([\s\S]*)\1$/.exec(value) ?? [];
  return inner ?? value;
}

function refuse(message: string, remedy: string): Parsed<never> {
  return refused({ place: '', message, remedy });
}
