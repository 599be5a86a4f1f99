import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { Expression, FunctionExpression } from '../expressions/expression.ts';
import type { FunctionParameter } from '../expressions/function-definition.ts';
import { functionNamed, type NameOptions } from '../expressions/functions.ts';
import { printExpression } from '../expressions/print-expression.ts';

// Names are looked up as widely as they are known: whether a function is switched on is a question of the text, not of its tree.
export const ALL_NAMES: NameOptions = { ignoresFunctionCase: true, hasCloudSyncFunctions: true };

/**
 * An expression as Microsoft Graph keeps it beside its text: `{ expression, name, type, parameters: [{ key, value }] }`. Left-out
 * arguments are absent, and numbers are quoted. Evidence: documented (schema/parseExpression, exported schemas); the tree of a
 * comparison was never published and is inferred.
 */
export function treeOf(expression: Expression): JsonObject {
  const text = printExpression(expression);
  switch (expression.kind) {
    case 'Function':
      return { expression: text, name: expression.name, type: 'Function', parameters: parametersOf(expression) };
    case 'Comparison': {
      const parameters = [parameter('left', expression.left), parameter('right', expression.right)];
      return { expression: text, name: expression.operator, type: 'Function', parameters };
    }
    case 'Attribute':
      return { expression: text, name: expression.name, type: 'Attribute', parameters: [] };
    case 'Text':
      return { expression: text, name: expression.value, type: 'Constant', parameters: [] };
    case 'Number':
      return treeOf({ kind: 'Text', value: expression.text });
    case 'Keyword':
    case 'Omitted':
      return { expression: text, name: text, type: 'Constant', parameters: [] };
  }
}

function parametersOf({ name, arguments: given }: FunctionExpression): readonly JsonObject[] {
  return given.flatMap((argument, index) => (argument.kind === 'Omitted' ? [] : [parameter(keyAt(name, index), argument)]));
}

function parameter(key: string, value: Expression): JsonObject {
  return { key, value: treeOf(value) };
}

function keyAt(name: string, index: number): string {
  const parameters = parametersNamed(name);
  const known = parameters[index] ?? parameters.at(-1);
  return known === undefined ? `argument${index + 1}` : keyOf(known);
}

function keyOf({ name, graphName }: FunctionParameter): string {
  return graphName ?? name;
}

function parametersNamed(name: string) {
  return functionNamed(name, ALL_NAMES)?.parameters ?? [];
}

const operators = ['=', '<>', '<', '<=', '>', '>='] as const;

/** The expression that a tree stands for; null where it is no tree. The text that may stand in it is not looked at. */
export function readTree(tree: Json | undefined): Expression | null {
  if (!isJsonObject(tree) || typeof tree['name'] !== 'string') return null;
  const name = tree['name'];
  switch (tree['type']) {
    case 'Attribute':
      return { kind: 'Attribute', name };
    case 'Constant':
      return readConstant(name, tree['expression']);
    case 'Function': {
      const parameters = readParameters(tree['parameters']);
      if (parameters === null) return null;
      const operator = operators.find((candidate) => candidate === name);
      const [left, right] = parameters;
      if (operator !== undefined && left && right) return { kind: 'Comparison', operator, left: left.value, right: right.value };
      return { kind: 'Function', name, arguments: placed(name, parameters) };
    }
    default:
      return null;
  }
}

/** A constant is text, whose expression quotes it; what is not quoted is a bare word such as `IgnoreAttributeFlow`. */
function readConstant(name: string, expression: Json | undefined): Expression {
  return expression === name && /^[A-Za-z]\w*$/.test(name) ? { kind: 'Keyword', name } : { kind: 'Text', value: name };
}

interface Parameter {
  readonly key: string;
  readonly value: Expression;
}

function readParameters(parameters: Json | undefined): readonly Parameter[] | null {
  if (parameters === undefined || parameters === null) return [];
  if (!Array.isArray(parameters)) return null;
  const read: Parameter[] = [];
  for (const element of parameters as readonly Json[]) {
    if (!isJsonObject(element) || typeof element['key'] !== 'string') return null;
    const value = readTree(element['value']);
    if (value === null) return null;
    read.push({ key: element['key'], value });
  }
  return read;
}

const omitted: Expression = { kind: 'Omitted' };

/** Arguments in their order: each at the place of its key, gaps left out, and what may be repeated behind them. */
function placed(name: string, parameters: readonly Parameter[]): readonly Expression[] {
  const known = parametersNamed(name);
  const single = known.filter(({ isRepeated }) => !isRepeated).map((each) => keyOf(each).toLowerCase());
  const slots: (Expression | undefined)[] = [];
  const others: Expression[] = [];
  for (const { key, value } of parameters) {
    const index = single.indexOf(key.toLowerCase());
    if (index !== -1 && slots[index] === undefined) slots[index] = value;
    // Some Switch trees have each case as the key of its value instead of two entries named switchValue.
    else if (name === 'Switch' && key.toLowerCase() !== 'switchvalue') others.push({ kind: 'Text', value: key }, value);
    else others.push(value);
  }
  const isSpelledOut = name === 'Replace' || others.length > 0;
  const count = isSpelledOut ? single.length : slots.length;
  return [...Array.from({ length: count }, (_, index) => slots[index] ?? omitted), ...others];
}

/** Whether two expressions say the same: numbers may be quoted, and arguments left out at the end are not there. */
export function saysTheSame(a: Expression, b: Expression): boolean {
  return printExpression(plain(a)) === printExpression(plain(b));
}

function plain(expression: Expression): Expression {
  switch (expression.kind) {
    case 'Number':
      return { kind: 'Text', value: expression.text };
    case 'Comparison':
      return { ...expression, left: plain(expression.left), right: plain(expression.right) };
    case 'Function': {
      const given = expression.arguments.map(plain);
      const last = given.findLastIndex(({ kind }) => kind !== 'Omitted');
      return { ...expression, arguments: given.slice(0, last + 1) };
    }
    default:
      return expression;
  }
}
