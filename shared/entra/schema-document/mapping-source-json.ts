import type { Json } from '#shared/kernel/json.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import type { MappingSource } from '../job-configuration.ts';
import { ALL_NAMES, treeOf } from './expression-tree.ts';

/** A mapping source as Microsoft Graph has it (attributeMappingSource): text and tree. *None* is null. */
export function mappingSourceJson(source: MappingSource): Json {
  switch (source.type) {
    case 'None':
      return null;
    case 'Attribute':
      return treeOf({ kind: 'Attribute', name: source.name });
    case 'Constant':
      return treeOf({ kind: 'Text', value: source.value });
    case 'Function': {
      const parsed = parseExpression(source.expression, ALL_NAMES);
      // The text stays as it was written; one that cannot be read has no tree.
      return parsed.ok
        ? { ...treeOf(parsed.value), expression: source.expression }
        : { expression: source.expression, name: '', type: 'Function', parameters: [] };
    }
  }
}
