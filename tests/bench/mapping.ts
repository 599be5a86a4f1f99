import { createBody } from '#shared/entra/create-body.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { evaluateMappings } from '#shared/entra/mapping.ts';
import { mappingContext } from '#shared/entra/mapping-context.ts';
import type { TenantUser } from '#shared/entra/tenant.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { isEqualJson, type JsonObject } from '#shared/kernel/json.ts';
import type { Figure } from './large-cycle.ts';
import { handWrittenBody, handWrittenValues } from './mapping-by-hand.ts';
import { ratioOf, type Way } from './ratio.ts';

const USER_COUNT = 100_000;
const SAMPLE_COUNT = 5;
const RATIO_MAX = 5;

/**
 * What the 22 default mappings cost for 100,000 users against functions written by hand that build the same: the value of each
 * target attribute, and the whole body of the creation. Each takes five times as long at most.
 */
export async function measureMappings(): Promise<readonly Figure[]> {
  const configuration = defaultJobConfiguration();
  const users = Array.from({ length: USER_COUNT }, (_, index) => person(index));
  const context = mappingContext(configuration, { isSoftDeleted: false, roles: [] });
  const style = wireStyleOf({ dialect: 'legacy', configuration });
  const mappedValues = (user: TenantUser) => {
    const record: Record<string, string | readonly string[]> = {};
    for (const { mapping, value } of evaluateMappings(configuration.user, user, context)) {
      if (value !== null) record[mapping.targetAttributeName] = value;
    }
    return record;
  };
  const mappedBody = (user: TenantUser) => createBody('User', evaluateMappings(configuration.user, user, context), style);
  const byHand = {
    values: (user: TenantUser) => handWrittenValues(user, false),
    body: (user: TenantUser) => handWrittenBody(user, false),
  };
  for (const user of users.slice(0, 100)) {
    assertSame(mappedValues(user), byHand.values(user));
    assertSame(mappedBody(user), byHand.body(user));
  }
  const over = (label: string, build: (user: TenantUser) => object): Way => ({ label, run: () => sumOver(users, build) });
  return [
    await figureOf(
      'mapping-to-hand-written',
      over(`evaluating the 22 default mappings for ${USER_COUNT} users`, mappedValues),
      over('a function written by hand that builds the same objects', byHand.values),
    ),
    await figureOf(
      'create-body-to-hand-written',
      over(`the bodies of ${USER_COUNT} creations by the default mappings`, mappedBody),
      over('a function written by hand that builds the same bodies', byHand.body),
    ),
  ];
}

async function figureOf(id: string, one: Way, other: Way): Promise<Figure> {
  const { sentence, ratio } = await ratioOf(id, one, other, SAMPLE_COUNT);
  return { id, sentence, value: ratio, goal: `at most ${RATIO_MAX}`, isReached: ratio <= RATIO_MAX };
}

/** Uses each result, so that no way is optimised away. */
function sumOver(users: readonly TenantUser[], build: (user: TenantUser) => object): number {
  let sum = 0;
  for (const user of users) if ('userName' in build(user)) sum += 1;
  if (sum !== users.length) throw new Error('Not everybody has a user name.');
  return sum;
}

function assertSame(mapped: object, byHand: object): void {
  if (!isEqualJson(mapped, byHand)) {
    throw new Error(`The two ways differ:\n${JSON.stringify(mapped as JsonObject)}\n${JSON.stringify(byHand)}`);
  }
}

/** Made-up people; some lack what some people lack. */
function person(index: number): TenantUser {
  const name = `person-${index}`;
  return {
    type: 'User',
    objectId: `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    key: `user-${name}`,
    attributes: {
      displayName: `Person ${index}`,
      givenName: 'Person',
      surname: String(index),
      userPrincipalName: `${name}@larkfield.test`,
      mail: `${name}@larkfield.test`,
      mailNickname: name,
      jobTitle: index % 7 === 0 ? '' : 'Clerk',
      department: ['Sales', 'Research', 'Support'][index % 3] ?? '',
      employeeId: String(100_000 + index),
      preferredLanguage: 'en-GB',
      physicalDeliveryOfficeName: 'Harbour House',
      streetAddress: `${index % 200} Quay Street`,
      city: 'Larkfield',
      state: 'Kent',
      postalCode: 'LK1 2QS',
      country: 'GB',
      ...(index % 5 === 0 ? {} : { telephoneNumber: `+44 1632 ${960_000 + (index % 1000)}` }),
      ...(index % 3 === 0 ? {} : { mobile: `+44 7700 ${900_000 + (index % 1000)}` }),
      accountEnabled: true,
    },
    managerId: null,
    deletedAt: null,
  };
}
