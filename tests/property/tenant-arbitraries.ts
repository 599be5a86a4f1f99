import fc from 'fast-check';
import type { JobConfiguration, ProvisioningScope, WireDialect } from '#shared/entra/job-configuration.ts';
import { texts } from './resource-arbitraries.ts';

/** A tenant and the job over it. Objects are named by number, users before groups. */
export interface Plan {
  readonly scope: ProvisioningScope;
  readonly dialect: WireDialect;
  readonly objectsInFlightCount: number;
  /** What else is set on the job; absent: as a new application has it. */
  readonly settings?: (configuration: JobConfiguration) => JobConfiguration;
  readonly users: readonly UserPlan[];
  readonly groups: readonly { readonly members: readonly number[] }[];
  readonly assigned: readonly number[];
}

export interface UserPlan {
  readonly attributes: Readonly<Record<string, string>>;
  readonly isBlocked: boolean;
  readonly manager: number | null;
}

/** What an administrator may do between two cycles. A number stands for one of the objects there are, whatever their count. */
export type Move =
  | { readonly kind: 'assign' | 'unassign' | 'softDelete' | 'restore' | 'hardDelete'; readonly who: number }
  | { readonly kind: 'set'; readonly user: number; readonly name: string; readonly value: string | boolean | null }
  | { readonly kind: 'rename'; readonly who: number; readonly name: string }
  | { readonly kind: 'setManager'; readonly user: number; readonly manager: number | null }
  | { readonly kind: 'addMember' | 'removeMember'; readonly group: number; readonly who: number }
  | { readonly kind: 'create'; readonly plan: UserPlan };

/** Source attributes whose way to the target the projection knows as well. */
const attributeNames = fc.constantFrom(
  ...['displayName', 'jobTitle', 'mail', 'givenName', 'surname', 'city', 'mobile', 'mailNickname', 'department'],
  ...[1, 2, 3, 4].map((number) => `extensionAttribute${number}`),
);

// Evenly: `fc.nat` leans to its ends, and so to the same few objects.
const numbers = fc.constantFrom(...Array.from({ length: 24 }, (_, number) => number));

const userPlans: fc.Arbitrary<UserPlan> = fc.record({
  attributes: fc.dictionary(attributeNames, texts, { noNullPrototype: true, maxKeys: 6 }),
  isBlocked: fc.nat(5).map((roll) => roll === 5),
  manager: fc.option(numbers),
});

export const plans: fc.Arbitrary<Plan> = fc.record({
  scope: fc.constantFrom('assigned', 'all'),
  dialect: fc.constantFrom('legacy', 'compliant'),
  objectsInFlightCount: fc.constantFrom(1, 4, 10),
  users: fc.array(userPlans, { minLength: 1, maxLength: 5 }),
  groups: fc.array(fc.record({ members: fc.uniqueArray(numbers, { maxLength: 4 }) }), { maxLength: 3, size: 'max' }),
  assigned: fc.uniqueArray(numbers, { maxLength: 5 }),
});

const moves: fc.Arbitrary<Move> = fc.oneof(
  record('hardDelete', { who: numbers }),
  record('set', { user: numbers, name: attributeNames, value: fc.option(texts, { freq: 3 }) }),
  record('rename', { who: numbers, name: fc.constantFrom('b', 'B', 'c') }),
  record('setManager', { user: numbers, manager: fc.option(numbers) }),
  record('create', { plan: userPlans }),
  ...(['assign', 'unassign', 'softDelete', 'restore'] as const).map((kind) => record(kind, { who: numbers })),
  ...(['addMember', 'removeMember'] as const).map((kind) => record(kind, { group: numbers, who: numbers })),
  record('set', { user: numbers, name: fc.constant('accountEnabled'), value: fc.boolean() }),
);

/** What is done in one round and undone in the next. */
const thereAndBack: fc.Arbitrary<readonly (readonly Move[])[]> = fc.oneof(
  numbers.map((who) => [[{ kind: 'softDelete', who }], [{ kind: 'restore', who }]] as const),
  numbers.map((who) => [[{ kind: 'unassign', who }], [{ kind: 'assign', who }]] as const),
  numbers.map((who) => [[{ kind: 'assign', who }], [{ kind: 'unassign', who }]] as const),
  numbers.map((user) => [false, true].map((value) => [{ kind: 'set', user, name: 'accountEnabled', value }] as const)),
  fc
    .tuple(numbers, numbers)
    .map(([group, who]) => [[{ kind: 'removeMember', group, who }], [{ kind: 'addMember', group, who }]] as const),
  fc
    .tuple(numbers, numbers)
    .map(([group, who]) => [[{ kind: 'addMember', group, who }], [{ kind: 'removeMember', group, who }]] as const),
);

/** Several rounds of moves; after each there is to be a cycle. */
export const rounds: fc.Arbitrary<readonly (readonly Move[])[]> = fc
  .array(
    fc.oneof(
      { arbitrary: thereAndBack, weight: 2 },
      { arbitrary: fc.array(moves, { minLength: 1, maxLength: 4 }).map((round) => [round]), weight: 1 },
    ),
    { minLength: 1, maxLength: 3, size: 'max' },
  )
  .map((parts) => parts.flat());

function record<Kind extends string, T>(
  kind: Kind,
  members: { [Key in keyof T]: fc.Arbitrary<T[Key]> },
): fc.Arbitrary<T & { kind: Kind }> {
  return fc.record(members).map((value) => ({ ...value, kind })) as fc.Arbitrary<T & { kind: Kind }>;
}
