import type { ResetScope } from '#shared/entra/reset-scope.ts';

interface ResetScopeChoice {
  readonly scope: ResetScope;
  readonly sentence: string;
}

/** Graph's reset scopes that name one thing to forget, each with what the next cycle does about it. */
export const resetScopeChoices: readonly ResetScopeChoice[] = [
  { scope: 'Watermark', sentence: 'Every object is read and looked at again: the next cycle is an initial one.' },
  { scope: 'Escrows', sentence: 'Objects that failed are no longer retried; a cycle that looks at them tries anew.' },
  { scope: 'QuarantineState', sentence: 'A job that failed as a whole goes on; it fails again if the cause is still there.' },
  {
    scope: 'ConnectorDataStore',
    sentence: 'Links are forgotten: every object is matched anew. Microsoft advises against choosing this one alone.',
  },
  { scope: 'ForceDeletes', sentence: 'Deletions that accidental-deletion prevention held back are run.' },
];

/** What the portal's button names. */
export const portalScopes: readonly ResetScope[] = ['Watermark', 'Escrows', 'QuarantineState'];

/** What to ask for; nothing where it is what the portal's button does. `None` and `Full` stand alone. */
export function resetScopeOf(kind: 'portal' | 'full' | 'none' | 'chosen', chosen: ReadonlySet<ResetScope>): ResetScope[] {
  switch (kind) {
    case 'portal':
      return [];
    case 'full':
      return ['Full'];
    case 'none':
      return ['None'];
    case 'chosen':
      return resetScopeChoices.map(({ scope }) => scope).filter((scope) => chosen.has(scope));
  }
}
