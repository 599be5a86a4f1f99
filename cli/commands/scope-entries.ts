import type { ExpressionValue } from '#shared/entra/expressions/expression-value.ts';
import type { ScopingClause, ScopingFilter, ScopingGroup } from '#shared/entra/scoping-filter.ts';
import { evaluateScopingFilter, type ScopeEvaluation, type ScopingOptions } from '#shared/entra/scoping-filter-evaluation.ts';
import { parseScopingClause } from '#shared/entra/scoping-filter-text.ts';
import type { TargetType } from '#shared/entra/target-definition.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { entryIdOf } from '../batch-file.ts';

/** What one entry of a batch comes to. */
export type ScopeAnswer =
  | { readonly id: Json; readonly inScope: boolean; readonly clauses: ScopeEvaluation['clauses']; readonly approximate?: true }
  | { readonly id: Json; readonly error: { readonly code: string; readonly message: string } };

/**
 * Answers one entry: `{ id, clause, attributeType?, source }` or `{ id, filter: { groups }, source }`. Any other key is left alone.
 * A clause is `{ attribute, operator, value }`, Graph's `{ sourceOperandName, operatorName, targetOperand: { values } }`, or a text.
 */
export function answerScopeEntry(entry: Json, options: ScopingOptions): ScopeAnswer {
  const id = entryIdOf(entry);
  if (!isJsonObject(entry)) return { id, error: { code: 'invalid-input', message: 'An entry is an object with an id.' } };
  const { clause, filter, attributeType } = entry;
  const source = entry['source'] ?? {};
  const parsed = clause === undefined ? parseFilter(filter) : parseLoneClause(clause);
  const problem = parsed.ok ? (isJsonObject(source) ? undefined : 'source: It is an object of attributes.') : wordsOf(parsed);
  if (!parsed.ok || !isJsonObject(source)) return { id, error: { code: 'invalid-input', message: problem ?? '' } };
  const declared = clause === undefined ? null : typeNamed(attributeType);
  const typeOf = declared === null ? {} : { typeOf: () => declared };
  return toScopeAnswer(id, evaluateScopingFilter(parsed.value, sourceLookup(source), { ...options, ...typeOf }));
}

/** The first clause that cannot be evaluated makes the whole filter an error. */
export function toScopeAnswer(id: Json, { isInScope, clauses, errors, isApproximate }: ScopeEvaluation): ScopeAnswer {
  const [error] = errors;
  if (error !== undefined) return { id, error: { code: error.code, message: error.message } };
  return { id, inScope: isInScope, clauses, ...(isApproximate ? { approximate: true } : {}) };
}

/** Attributes of a JSON object; numbers as their text, lists and objects as several values. */
export function sourceLookup(source: JsonObject): (attribute: string) => ExpressionValue | boolean {
  return (attribute) => {
    const value = Object.hasOwn(source, attribute) ? (source[attribute] ?? null) : null;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    return typeof value === 'number' ? String(value) : Object.values(value).map((each) => textOf(each) ?? '');
  };
}

const typeNames: readonly TargetType[] = ['String', 'Boolean', 'Reference', 'Integer', 'DateTime', 'Binary'];

function typeNamed(name: Json | undefined): TargetType | null {
  return typeof name === 'string' ? (typeNames.find((type) => type.toLowerCase() === name.toLowerCase()) ?? null) : null;
}

function parseLoneClause(clause: Json): Parsed<ScopingFilter> {
  const parsed = parseClause(clause, 'clause');
  return parsed.ok ? accepted(withGroups([{ name: '', clauses: [parsed.value] }])) : parsed;
}

function withGroups(groups: readonly ScopingGroup[]): ScopingFilter {
  return { groups, inputFilterGroups: [], categoryFilterGroups: [] };
}

function parseFilter(filter: Json | undefined): Parsed<ScopingFilter | null> {
  if (filter === null) return accepted(null);
  if (!isJsonObject(filter)) return refuse('entry', 'It has neither a clause nor a filter.');
  const groups = parseGroups(filter['groups'], 'filter.groups');
  const inputs = parseGroups(filter['inputFilterGroups'], 'filter.inputFilterGroups');
  const categories = parseGroups(filter['categoryFilterGroups'], 'filter.categoryFilterGroups');
  if (!groups.ok) return groups;
  if (!inputs.ok) return inputs;
  if (!categories.ok) return categories;
  return accepted({ groups: groups.value, inputFilterGroups: inputs.value, categoryFilterGroups: categories.value });
}

function parseGroups(groups: Json | undefined, place: string): Parsed<readonly ScopingGroup[]> {
  if (groups === undefined || groups === null) return accepted([]);
  if (!isList(groups)) return refuse(place, 'It is a list of groups.');
  const parsed = groups.map((group, index) => parseGroup(group, `${place}[${index}]`));
  const problems = parsed.flatMap((each) => (each.ok ? [] : each.problems));
  return problems.length > 0 ? refused(...problems) : accepted(parsed.flatMap((each) => (each.ok ? [each.value] : [])));
}

/** A list of clauses, or an object with a name and such a list. */
function parseGroup(group: Json, place: string): Parsed<ScopingGroup> {
  const given = isJsonObject(group) ? group['clauses'] : group;
  const name = isJsonObject(group) && typeof group['name'] === 'string' ? group['name'] : '';
  if (!isList(given)) return refuse(place, 'A group is a list of clauses, or an object with such a list as "clauses".');
  const parsed = given.map((clause, index) => parseClause(clause, `${place}.clauses[${index}]`));
  const problems = parsed.flatMap((each) => (each.ok ? [] : each.problems));
  return problems.length > 0
    ? refused(...problems)
    : accepted({ name, clauses: parsed.flatMap((each) => (each.ok ? [each.value] : [])) });
}

function parseClause(clause: Json, place: string): Parsed<ScopingClause> {
  if (typeof clause === 'string') {
    const parsed = parseScopingClause(clause);
    return parsed.ok ? parsed : refused(...parsed.problems.map((problem) => ({ ...problem, place })));
  }
  if (!isJsonObject(clause)) return refuse(place, 'A clause is an object: { attribute, operator, value }.');
  const attribute = clause['attribute'] ?? clause['sourceOperandName'];
  const operator = clause['operator'] ?? clause['operatorName'];
  if (typeof attribute !== 'string' || typeof operator !== 'string') {
    return refuse(place, 'A clause names an attribute and an operator, both as text.');
  }
  const operand = isJsonObject(clause['targetOperand']) ? clause['targetOperand']['values'] : undefined;
  const given = clause['value'] ?? clause['values'] ?? operand ?? [];
  const values = (isList(given) ? given : [given]).map(textOf);
  if (values.some((value) => value === null)) return refuse(place, 'The value of a clause is a text, a number or a boolean.');
  return accepted({ attribute, operator, values: values.flatMap((value) => value ?? []) });
}

/** Values travel as text, those of booleans as Entra's words. */
function textOf(value: Json): string | null {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

function wordsOf(parsed: Parsed<unknown>): string {
  return parsed.ok ? '' : parsed.problems.map(({ place, message }) => `${place}: ${message}`).join(' ');
}

function refuse(place: string, message: string): Parsed<never> {
  return refused({ place, message, remedy: '' });
}
