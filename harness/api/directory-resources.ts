import { createBody } from '#shared/entra/create-body.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { evaluateMappings } from '#shared/entra/mapping.ts';
import { mappingContext } from '#shared/entra/mapping-context.ts';
import { ENTERPRISE_USER_URN } from '#shared/entra/target-attribute.ts';
import type { TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { TenantStore } from '../ports/session-ports.ts';
import { expressionWorld } from '../session/expression-world.ts';

/**
 * A tenant as a directory holds it once Entra has provisioned all of it: each object as a new application's mappings word it, with the
 * manager and the members that Entra sends behind. Whoever is blocked is there and inactive, as after a disable; whoever is deleted is
 * not. Page by page, so that no more of a large tenant is in memory than its ids. The same tenant gives the same ids.
 */
export function* tenantResources(tenant: TenantStore, now: number): Iterable<JsonObject> {
  const configuration = defaultJobConfiguration();
  const style = wireStyleOf({ dialect: 'compliant', configuration });
  const world = expressionWorld(tenant);
  const bodyOf = (object: TenantObject): JsonObject => {
    const isSoftDeleted = object.attributes['accountEnabled'] === false;
    const context = mappingContext(configuration, { isSoftDeleted, roles: [], now, seed: object.objectId, world });
    const mapping = object.type === 'User' ? configuration.user : configuration.group;
    const body = createBody(object.type, evaluateMappings(mapping, object, context), style);
    return { ...body, id: resourceIdOf(object.objectId) };
  };
  const presentAmong = (objectIds: readonly string[]): readonly string[] =>
    tenant
      .readObjects(objectIds)
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ objectId }) => objectId);
  // Of all users, for a group may hold many of them; whoever comes into the tenant behind them is left out.
  const userIds = new Map<string, string>();
  for (const page of pagesOf(tenant, 'User')) {
    const users = page.filter((object) => object.type === 'User');
    const managers = new Set(presentAmong(users.flatMap(({ managerId }) => managerId ?? [])));
    for (const user of users) {
      const body = withManager(bodyOf(user), user, managers);
      userIds.set(user.objectId, String(body['id']));
      yield body;
    }
  }
  for (const page of pagesOf(tenant, 'Group')) {
    for (const group of page.filter((object) => object.type === 'Group')) {
      const others = new Set(presentAmong(group.memberIds.filter((id) => !userIds.has(id))));
      const idOf = (id: string) => userIds.get(id) ?? (others.has(id) ? resourceIdOf(id) : undefined);
      yield withMembers(bodyOf(group), group, idOf);
    }
  }
}

/** A group may have very many members. */
const PAGE_SIZES = { User: 500, Group: 20 } as const;

function* pagesOf(tenant: TenantStore, type: 'User' | 'Group'): Iterable<readonly TenantObject[]> {
  for (let last: TenantObject | null = null; ; ) {
    const page: readonly TenantObject[] = tenant.listAfter(last, { type, limit: PAGE_SIZES[type] });
    yield page;
    last = page.at(-1) ?? null;
    if (page.length < PAGE_SIZES[type]) return;
  }
}

function withManager(body: JsonObject, { managerId }: TenantUser, present: ReadonlySet<string>): JsonObject {
  if (managerId === null || !present.has(managerId)) return body;
  const enterprise = body[ENTERPRISE_USER_URN];
  const held = isJsonObject(enterprise) ? enterprise : {};
  return { ...body, [ENTERPRISE_USER_URN]: { ...held, manager: { value: resourceIdOf(managerId) } } };
}

function withMembers(body: JsonObject, { memberIds }: TenantGroup, idOf: (id: string) => string | undefined): JsonObject {
  const ids = memberIds.map(idOf).filter((id) => id !== undefined);
  return { ...body, members: ids.map((value) => ({ value })) };
}

/** A target's id is never the source's. */
function resourceIdOf(objectId: string): string {
  return randomUuid(seededRandom('seeded resource', objectId));
}
