import { evaluateMappings, type MappedValue, type MappingContext } from '#shared/entra/mapping.ts';
import { mappingContext } from '#shared/entra/mapping-context.ts';
import { isInScope, type ScopeStatus } from '#shared/entra/scope.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { expressionWorld } from './expression-world.ts';
import { scopeIn } from './job-scope.ts';

/** One object as an application's job sees it now. */
export interface ObjectSeen {
  readonly object: TenantObject;
  readonly status: ScopeStatus;
  readonly context: MappingContext;
  /** Of every row but references. Random values are not those that a cycle draws. */
  readonly values: readonly MappedValue[];
}

export function seeObject(parts: WorkspaceParts, { id, configuration }: ApplicationRecord, object: TenantObject): ObjectSeen {
  const status = scopeIn(parts, id, configuration)(object);
  const context = mappingContext(configuration, {
    isSoftDeleted: !isInScope(status),
    roles: status.roles,
    now: parts.clock.now(),
    seed: id,
    world: expressionWorld(parts.db.tenant),
  });
  const mapping = object.type === 'User' ? configuration.user : configuration.group;
  return { object, status, context, values: evaluateMappings(mapping, object, context) };
}
