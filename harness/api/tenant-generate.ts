import { setImmediate } from 'node:timers/promises';
import type { TenantImportView } from '#shared/api/tenant-views.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { generateTenant } from '#shared/entra/tenant-generator.ts';
import { expressionWorld } from '../session/expression-world.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

interface GenerateInput {
  readonly userCount: number;
  readonly seed: string;
  readonly hasGroups: boolean;
  readonly guestPercent: number;
  readonly withoutMailPercent: number;
}

const DOMAIN = 'larkfield.example';
/** Written at once, with a turn for windows and jobs in between. */
const CHUNK_SIZE = 500;

/** Fills the tenant with invented people; those of the same seed who are there already are written anew. */
export async function generateInto({ db }: WorkspaceParts, input: GenerateInput): Promise<TenantImportView> {
  const { tenant } = db;
  const domain = expressionWorld(tenant).defaultDomain ?? DOMAIN;
  const objects = generateTenant({
    ...input,
    domain,
    isTaken: (name, objectId) => {
      const taken = tenant.findByPrincipalName(name);
      return taken !== undefined && taken.objectId !== objectId;
    },
  });
  let [userCount, groupCount, guestCount, withoutMailCount] = [0, 0, 0, 0];
  let chunk: TenantObject[] = [];
  for (const object of objects) {
    chunk.push(object);
    if (object.type === 'Group') groupCount += 1;
    else {
      userCount += 1;
      if (object.attributes['userType'] === 'Guest') guestCount += 1;
      if (object.attributes['mail'] === undefined) withoutMailCount += 1;
    }
    // A group is as much to write as it has members.
    if (chunk.length < CHUNK_SIZE && object.type === 'User') continue;
    tenant.putAll(chunk);
    chunk = [];
    await setImmediate();
  }
  tenant.putAll(chunk);
  return {
    importedUserCount: userCount,
    importedGroupCount: groupCount,
    notes: [
      `Seed ${input.seed}: ${guestCount} of them are guests, ${withoutMailCount} have no mail. The same seed gives the same people.`,
    ],
  };
}
