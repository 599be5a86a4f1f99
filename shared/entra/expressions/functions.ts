import type { LanguageOptions } from './evaluation-context.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { dateFunctions } from './functions-dates.ts';
import { graphFunctions } from './functions-graph.ts';
import { identityFunctions } from './functions-identity.ts';
import { logicFunctions } from './functions-logic.ts';
import { patternFunctions } from './functions-patterns.ts';
import { roleFunctions } from './functions-roles.ts';
import { textFunctions } from './functions-text.ts';
import { valueFunctions } from './functions-values.ts';

/** Which names count. */
export type NameOptions = Pick<LanguageOptions, 'ignoresFunctionCase' | 'hasCloudSyncFunctions'>;

/** Every function of the language, those of the sibling engine included. */
export const functionDefinitions: readonly FunctionDefinition[] = [
  ...textFunctions,
  ...patternFunctions,
  ...logicFunctions,
  ...valueFunctions,
  ...dateFunctions,
  ...identityFunctions,
  ...roleFunctions,
  ...graphFunctions,
];

const byName = new Map(functionDefinitions.map((definition) => [definition.name, definition]));
const byFoldedName = new Map(functionDefinitions.map((definition) => [definition.name.toLowerCase(), definition]));

/** Undefined for a name that is unknown, or known to the sibling engine only while that is switched off. */
export function functionNamed(name: string, options: NameOptions): FunctionDefinition | undefined {
  const found = byName.get(name) ?? (options.ignoresFunctionCase ? byFoldedName.get(name.toLowerCase()) : undefined);
  return found !== undefined && isKnown(found, options) ? found : undefined;
}

/** Whether a function belongs to the language as it is set. */
export function isKnown({ family }: FunctionDefinition, { hasCloudSyncFunctions }: NameOptions): boolean {
  return family !== 'cloud-sync' || hasCloudSyncFunctions;
}
