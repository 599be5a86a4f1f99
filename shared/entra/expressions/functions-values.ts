import type { ExpressionValue } from './expression-value.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { required } from './function-signature.ts';

/** Functions of multi-valued attributes. Source: Microsoft, functions-for-customizing-application-data. */
export const valueFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Count',
    parameters: [required('attribute', 'String')],
    family: 'application',
    group: 'values',
    summary: 'How many values an attribute has; "0" for none.',
    evaluate: (call) => String(valuesOf(call.value(0)).length),
  },
  {
    name: 'Item',
    parameters: [required('attribute', 'String'), required('index', 'Integer')],
    family: 'application',
    group: 'values',
    summary: 'One value of several, by its number from 1.',
    evaluate(call) {
      const values = valuesOf(call.value(0));
      const index = call.integer(1);
      const value = values[index - 1];
      if (value !== undefined) return value;
      // That it is an error is documented for the sibling engine (cloud-sync reference-expressions).
      const found = values.length === 1 ? 'is one value' : `are ${values.length === 0 ? 'no' : values.length} values`;
      return call.fail(
        'out-of-range',
        `there ${found}, and the index is ${index}`,
        'Indexes begin with 1. Ask Count first, as in IIF(Count([a]) > 1, Item([a], 2), "").',
      );
    },
  },
  {
    name: 'RemoveDuplicates',
    parameters: [required('attribute', 'String')],
    family: 'application',
    group: 'values',
    summary: 'Each value once, where it comes first; compared to the letter.',
    evaluate(call) {
      const value = call.value(0);
      return value === null || typeof value === 'string' ? value : [...new Set(value)];
    },
  },
];

function valuesOf(value: ExpressionValue): readonly string[] {
  if (value === null || value === '') return [];
  return typeof value === 'string' ? [value] : value;
}
