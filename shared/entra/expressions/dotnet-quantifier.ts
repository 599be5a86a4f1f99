import type { PatternNode } from './dotnet-pattern-tree.ts';

/** How often something is repeated, in the spelling that both engines have. */
export function quantifier({ least, most, isLazy }: Extract<PatternNode, { readonly kind: 'repeat' }>): string {
  const range = most === null ? `{${least},}` : `{${least},${most}}`;
  return range + (isLazy ? '?' : '');
}
