import { closest } from '#shared/kernel/closest.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { NameOptions } from '../expressions/functions.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { printExpression } from '../expressions/print-expression.ts';
import type { MappingSource } from '../job-configuration.ts';
import { readTree, saysTheSame } from './expression-tree.ts';
import { Members, type Report } from './members.ts';
import { pointer } from './schema-remark.ts';

export interface SourceContext {
  readonly options: NameOptions;
  readonly report: Report;
}

const TYPES = ['Attribute', 'Constant', 'Function'] as const;

/**
 * Where the value of a row comes from. Microsoft Graph: attributeMappingSource; null is the portal's *None*. Null here: it was
 * reported why it cannot be read.
 */
export function readMappingSource(row: Members, context: SourceContext): MappingSource | null {
  const source = row.optionalObject('source');
  if (source === null) return row.isSound ? { type: 'None' } : null;
  const members = new Members(source, row.at('source'), context.report);
  const named = members.text('type');
  if (named === '') return null;
  const type = TYPES.find((candidate) => candidate === named);
  if (type === undefined) {
    const nearest = closest(named, TYPES);
    context.report({
      severity: 'refused',
      place: members.at('type'),
      message: `"${named}" is no type of a mapping source.`,
      remedy: nearest === undefined ? `Graph knows ${TYPES.join(', ')}.` : `Did you mean ${nearest}?`,
    });
    return null;
  }
  const [name, expression] = [members.optionalText('name'), members.optionalText('expression')];
  if (!members.isSound) return null;
  switch (type) {
    case 'Attribute':
      return readAttribute(name ?? unwrapped(expression, /^\s*\[([^\]]+)\]\s*$/), members);
    case 'Constant':
      return { type: 'Constant', value: name ?? unquoted(expression) };
    case 'Function':
      return readFunction(expression, members, context);
  }
}

function readAttribute(name: string | null, members: Members): MappingSource | null {
  if (name !== null && name !== '') return { type: 'Attribute', name };
  members.text('name');
  return null;
}

/** The text says what is evaluated; where only the tree is there, the text is printed from it. */
function readFunction(expression: string | null, members: Members, { options, report }: SourceContext): MappingSource | null {
  const text = expression ?? textOfTree(members.object);
  if (text === null || text.trim() === '') {
    members.text('expression');
    return null;
  }
  const parsed = parseExpression(text, options);
  const tree = hasTree(members.object) ? readTree(members.object) : undefined;
  if (parsed.ok && tree !== undefined && (tree === null || !saysTheSame(tree, parsed.value))) {
    report({
      severity: 'note',
      place: pointer(members.place, 'parameters'),
      message: `The parameters do not say what the text says: ${tree === null ? 'they cannot be read' : printExpression(tree)}.`,
      remedy: 'The text is rehearsed. Paste the expression into the portal again, so that Entra parses it anew.',
    });
  }
  return { type: 'Function', expression: text };
}

function textOfTree(source: JsonObject): string | null {
  if (!Array.isArray(source['parameters'])) return null;
  const tree = readTree(source);
  return tree === null ? null : printExpression(tree);
}

/** A document that was shortened for reading has texts alone. */
function hasTree(source: JsonObject): boolean {
  return Array.isArray(source['parameters']) && source['parameters'].length > 0;
}

function unwrapped(text: string | null, shape: RegExp): string | null {
  return text === null ? null : (shape.exec(text)?.[1] ?? null);
}

function unquoted(text: string | null): string {
  const inside = unwrapped(text, /^\s*"((?:[^"\\]|\\.)*)"\s*$/s);
  return inside === null ? (text ?? '') : inside.replace(/\\(["\\])/g, '$1');
}
