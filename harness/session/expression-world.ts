import type { PatternHost } from '#shared/entra/expressions/evaluation-context.ts';
import type { ExpressionWorld } from '#shared/entra/mapping.ts';
import { defaultDomainOf } from '#shared/entra/mapping-context.ts';
import { createPatternHost } from '../adapters/pattern-host.ts';
import { createResigningPatternHost } from '../adapters/resigning-pattern-host.ts';
import type { TenantStore } from '../ports/session-ports.ts';

const PAGE_SIZE = 1000;

/**
 * What expressions of one cycle, or of one look at an object, ask of this tenant and this machine. The tenant is read once, and
 * only where `DefaultDomain` is called; a pattern that did not end is not run again.
 */
export function expressionWorld(tenant: Pick<TenantStore, 'changesAfter' | 'readObjects'>): ExpressionWorld {
  let domain: string | null | undefined;
  return {
    patternHost: passPatternHost(),
    get defaultDomain() {
      if (domain === undefined) domain = defaultDomainOf(principalNames(tenant));
      return domain;
    },
  };
}

/** One for all jobs of this process: it holds nothing of them. */
const patternHost = createPatternHost();

/** For one pass over objects. */
export function passPatternHost(): PatternHost {
  return createResigningPatternHost(patternHost);
}

/** Each user once, page by page along the changes: a large tenant is never in memory at once. */
function* principalNames(tenant: Pick<TenantStore, 'changesAfter' | 'readObjects'>): Iterable<string> {
  const seen = new Set<string>();
  for (let after = 0; ; ) {
    const page = tenant.changesAfter(after, PAGE_SIZE);
    const ids = new Set(
      page.filter(({ type, objectId }) => type === 'User' && !seen.has(objectId)).map(({ objectId }) => objectId),
    );
    for (const { attributes } of tenant.readObjects([...ids])) {
      const name = attributes['userPrincipalName'];
      if (typeof name === 'string') yield name;
    }
    for (const id of ids) seen.add(id);
    after = page.at(-1)?.sequence ?? after;
    if (page.length < PAGE_SIZE) return;
  }
}
