import type { Expression } from './expression.ts';

/** The text that is read as the same expression, spaced as the portal spaces it: `Replace([a], "-", , , "_", , )`. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'Function':
      return `${expression.name}(${expression.arguments.map(printExpression).join(', ')})`;
    case 'Comparison':
      return `${printExpression(expression.left)} ${expression.operator} ${printExpression(expression.right)}`;
    case 'Attribute':
      return `[${expression.name}]`;
    case 'Text':
      return `"${expression.value.replace(/["\\]/g, '\\$&')}"`;
    case 'Number':
      return expression.text;
    case 'Keyword':
      return expression.name;
    case 'Omitted':
      return '';
  }
}
