import type { FunctionDefinition } from './function-definition.ts';
import { required } from './function-signature.ts';

/**
 * Functions that Microsoft Graph lists (synchronizationSchema: functions, 2021) and the reference of 2026 does not. Their names
 * and parameters are documented; what they do is inferred from them.
 */
export const graphFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Prepend',
    parameters: [required('prefix', 'String'), required('source', 'String')],
    family: 'application',
    group: 'text',
    summary: 'The prefix, then the source. Listed by Microsoft Graph only.',
    evaluate: (call) => call.made(call.text(0) + call.text(1)),
  },
  {
    name: 'IsNothing',
    parameters: [required('source', 'Boolean')],
    family: 'application',
    group: 'logic',
    summary: '"True" where there is no value. Listed by Microsoft Graph only.',
    evaluate(call) {
      const value = call.value(0);
      return value === null || (typeof value !== 'string' && value.length === 0) ? 'True' : 'False';
    },
  },
];
