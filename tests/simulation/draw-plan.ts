import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { createDice, type Dice } from './dice.ts';
import { drawFaults } from './draw-faults.ts';
import type { AccountPlan, GroupPlan, JobPlan, Kill, Move, Plan, Round, TenantPlan, Who } from './plan.ts';

/** What a seed stands for. */
export function drawPlan(seed: number): Plan {
  const dice = (place: string) => createDice(seed, place);
  const tenant = drawTenant(dice('tenant'));
  const job = drawJob(dice('job'));
  return { seed, tenant, job, accounts: drawAccounts(dice('accounts'), tenant, job), rounds: drawRounds(dice('rounds'), tenant) };
}

const USER_COUNT_MIN = 5;
const USER_COUNT_MAX = 40;
const ROUND_COUNT_MIN = 4;
/** Times a day and an hour: far from the four weeks after which Entra gives up. */
const ROUND_COUNT_MAX = 12;

function drawTenant(dice: Dice): TenantPlan {
  // Few more often than many: a cycle over forty costs as much as four over ten.
  const span = dice.pick([8, 16, 16, USER_COUNT_MAX - USER_COUNT_MIN + 1]);
  const userCount = USER_COUNT_MIN + dice.below(span);
  const groupCount = 2 + dice.below(5);
  return {
    userCount,
    guestPercent: dice.pick([0, 20]),
    groups: dice.times(groupCount, () => drawGroup(dice, userCount, groupCount)),
    assigned: dice.times(1 + dice.below(5), () => dice.below(userCount + groupCount)),
  };
}

function drawGroup(dice: Dice, userCount: number, groupCount: number): GroupPlan {
  return {
    memberUsers: dice.times(dice.below(6), () => dice.below(userCount)),
    memberGroups: dice.isChosen(30) ? [dice.below(groupCount)] : [],
  };
}

type Some<T> = readonly [T, ...T[]];

/** Settings other than the default, of habits after which the target holds the same, but for a cleared manager. */
const habitChoices: readonly (readonly [id: string, settings: Some<string>])[] = [
  ['dialect', ['legacy', 'compliant']],
  ['re-send-unechoed', ['on']],
  ['first-retry', ['after-six-hours']],
  ['second-retry', ['after-first-retry']],
  ['retry-after', ['honoured']],
  ['members-despite-exclusion', ['tolerated']],
  ['pathless-merge', ['off']],
  ['group-rename', ['with-path']],
  ['boolean-spelling', ['capitalised']],
  ['disable-value', ['boolean']],
  ['manager-form', ['array-2015', 'object']],
  ['manager-clearing', ['remove-value-filter', 'replace-empty']],
  ['member-requests', ['concurrent']],
  ['member-ref-null', ['on']],
  ['patch-key-order', ['operations-first']],
  ['flag-forwarding', ['on']],
  ['adscim-version', ['off']],
];

function drawJob(dice: Dice): JobPlan {
  const habits = habitChoices.flatMap(([id, settings]) => (dice.isChosen(20) ? [[id, dice.pick(settings)] as const] : []));
  return {
    dialect: dice.pick(['legacy', 'compliant']),
    habits: Object.fromEntries(habits),
    scope: dice.pick(['assigned', 'all']),
    filter: dice.pick(['none', 'none', 'none', 'department is Sales', 'has a job title', 'lives in Oslo or has a job title']),
    userMatching: dice.pick(['userName', 'userName', 'externalId', 'userName, then externalId']),
    groupMatching: dice.pick(['displayName', 'displayName', 'externalId']),
    hasActiveRow: dice.isChosen(90),
    hasGroups: dice.isChosen(90),
    deletesUsers: dice.isChosen(80),
    deletesGroups: dice.isChosen(80),
    skipsOutOfScopeDeletions: dice.isChosen(20),
    deletionThreshold: dice.isChosen(30) ? 1 + dice.below(3) : null,
    objectsInFlightCount: dice.pick([1, 1, 4, 10]),
    gatheredRowsMax: dice.pick([1, 20, 500]),
  };
}

/** A name that is taken can be had only by matching it: without that, such an account would be in the way for good. */
function drawAccounts(dice: Dice, { userCount }: TenantPlan, { userMatching }: JobPlan): readonly AccountPlan[] {
  const canBeMatched = userMatching !== 'externalId';
  return dice.times(dice.below(4), (): AccountPlan => {
    const attributes: JsonObject = {
      ...(dice.isChosen(50) ? { displayName: 'Somebody' } : {}),
      ...(dice.isChosen(50) ? { title: 'Visitor' } : {}),
      ...(dice.isChosen(50) ? { active: dice.isChosen(50) } : {}),
    };
    return { user: canBeMatched && dice.isChosen(60) ? dice.below(userCount) : null, attributes };
  });
}

function drawRounds(dice: Dice, tenant: TenantPlan): readonly Round[] {
  const draw = drawMoves(dice, tenant);
  const count = ROUND_COUNT_MIN + dice.below(ROUND_COUNT_MAX - ROUND_COUNT_MIN + 1);
  const tales = dice.times(2 + dice.below(4), () => drawTale(dice, tenant, count));
  const rounds = Array.from({ length: count }, (_, index): Round => {
    const hasFaults = dice.isChosen(55);
    return {
      advanceMs: dice.pick([40 * MINUTE_MS, 40 * MINUTE_MS, 2 * HOUR_MS, 7 * HOUR_MS, DAY_MS + HOUR_MS]),
      moves: [...tales.flatMap((tale) => tale.get(index) ?? []), ...dice.times(dice.below(7), draw)],
      faults: hasFaults ? drawFaults(dice) : [],
      kill: dice.isChosen(25) ? drawKill(dice) : null,
      during: dice.isChosen(15) ? { afterRequest: 3 + dice.below(25), moves: dice.times(1 + dice.below(2), draw) } : null,
      isRestarted: dice.isChosen(5),
      allowsDeletions: dice.isChosen(30),
    };
  });
  return dice.isChosen(50) ? withChangeOfMind(dice, tenant, rounds) : rounds;
}

/** What is done before a cycle that is killed is undone before it is taken up: what the target holds, nobody may remember. */
function withChangeOfMind(dice: Dice, { userCount, groups }: TenantPlan, rounds: readonly Round[]): readonly Round[] {
  const at = dice.below(rounds.length - 1);
  const [group, who] = [dice.below(groups.length), { type: 'User', number: dice.below(userCount) } as const];
  const there = dice.pick<Some<Move>>([
    [
      { kind: 'assign', who: { type: 'Group', number: group } },
      { kind: 'unassign', who: { type: 'Group', number: group } },
    ],
    [
      { kind: 'addMember', group, who },
      { kind: 'removeMember', group, who },
    ],
    [
      { kind: 'assign', who },
      { kind: 'unassign', who },
    ],
  ]);
  const [one, other] = dice.isChosen(50) ? there : there.toReversed();
  const kill: Kill = { moment: 'after the request', number: 3 + dice.below(9) };
  return rounds.map((round, index) => {
    const move = index === at ? one : index === at + 1 ? other : undefined;
    if (move === undefined) return round;
    return { ...round, moves: [...round.moves.slice(0, 1), move], faults: [], kill: index === at ? kill : null, during: null };
  });
}

function drawKill(dice: Dice): Kill {
  const moment = dice.pick<Kill['moment']>(['before the request', 'after the request', 'after the commit']);
  return { moment, number: 3 + dice.below(dice.pick([8, 20, 60])) };
}

const ways: Some<Some<'assign' | 'unassign' | 'softDelete' | 'restore' | 'hardDelete' | 'block' | 'unblock'>> = [
  ['assign', 'unassign', 'hardDelete'],
  ['assign', 'unassign', 'assign'],
  ['assign', 'softDelete', 'restore'],
  ['assign', 'softDelete', 'hardDelete'],
  ['unassign', 'assign', 'softDelete', 'restore'],
  ['block', 'unblock', 'unassign'],
  ['assign', 'block', 'hardDelete'],
];

/** The life of one object: what comes of a step depends on whether a cycle saw the one before. Moves by the number of their round. */
function drawTale(dice: Dice, { userCount, groups }: TenantPlan, roundCount: number): ReadonlyMap<number, readonly Move[]> {
  const tale = new Map<number, readonly Move[]>();
  const isGroup = dice.isChosen(30);
  const number = dice.below(isGroup ? groups.length : userCount);
  const member = { type: 'User', number: dice.below(userCount) } as const;
  const group = dice.below(groups.length);
  const steps: readonly Move[] = dice.isChosen(25)
    ? (['addMember', 'removeMember', 'addMember', 'removeMember'] as const).map((kind) => ({ kind, group, who: member }))
    : dice.pick(ways).map((kind): Move => {
        if (kind === 'block' || kind === 'unblock') return { kind, user: number };
        return { kind, who: { type: isGroup ? 'Group' : 'User', number } };
      });
  let round = 0;
  for (const step of steps) {
    tale.set(round, [...(tale.get(round) ?? []), step]);
    round = Math.min(roundCount - 1, round + dice.below(3));
  }
  return tale;
}

/** Most of what happens, happens to few objects, so that it happens to the same one again before all is well. */
function drawMoves(dice: Dice, { userCount, groups }: TenantPlan): () => Move {
  const hotUsers = dice.times(4, () => dice.below(userCount)) as [number, ...number[]];
  const hotGroups = dice.times(2, () => dice.below(groups.length)) as [number, ...number[]];
  const user = (): number => (dice.isChosen(75) ? dice.pick(hotUsers) : dice.below(userCount));
  const group = (): number => (dice.isChosen(75) ? dice.pick(hotGroups) : dice.below(groups.length));
  const who = (groupPercent: number): Who =>
    dice.isChosen(groupPercent) ? { type: 'Group', number: group() } : { type: 'User', number: user() };
  const perhaps = (number: () => number): number | null => (dice.isChosen(50) ? number() : null);
  const makers: Some<() => Move> = [
    () => ({ kind: 'createUser', manager: perhaps(user), group: perhaps(group), isAssigned: dice.isChosen(50) }),
    () => ({ kind: 'createGroup', group: { memberUsers: [user(), user()], memberGroups: [] }, isAssigned: dice.isChosen(60) }),
    () => ({ kind: 'edit', user: user(), ...drawValue(dice) }),
    () => ({ kind: 'edit', user: user(), ...drawValue(dice) }),
    () => ({ kind: 'edit', user: user(), ...drawValue(dice) }),
    () => ({ kind: dice.pick(['block', 'unblock']), user: user() }),
    () => ({ kind: 'setManager', user: user(), manager: dice.isChosen(75) ? user() : null }),
    () => ({ kind: 'setManager', user: user(), manager: dice.isChosen(75) ? user() : null }),
    () => ({ kind: 'addMember', group: group(), who: who(15) }),
    () => ({ kind: 'addMember', group: group(), who: who(15) }),
    () => ({ kind: 'removeMember', group: group(), who: who(15) }),
    () => ({ kind: 'rename', who: who(30) }),
    () => ({ kind: 'softDelete', who: who(30) }),
    () => ({ kind: 'restore', who: who(30) }),
    () => ({ kind: 'hardDelete', who: who(30) }),
    () => ({ kind: 'assign', who: who(40) }),
    () => ({ kind: 'assign', who: who(40) }),
    () => ({ kind: 'unassign', who: who(40) }),
  ];
  return () => dice.pick(makers)();
}

/** Values that the scoping filters ask for are among them. */
function drawValue(dice: Dice): { readonly name: string; readonly value: string | null } {
  const [name, values] = dice.pick<readonly [string, Some<string | null>]>([
    ['department', ['Sales', 'Research', null]],
    ['jobTitle', ['Lead', 'Pilot', null]],
    ['city', ['Oslo', 'São Paulo', null]],
    ['displayName', ['Ada "the Count" L.', 'Grace H.', '张伟']],
    ['givenName', ['Ada', 'Zoë', null]],
    ['surname', ["O'Neill", 'Øre', null]],
    ['mail', ['a@mail.test', 'b@mail.test', null]],
    ['mobile', ['+47 5550 0001', '+47 5550 0002', null]],
    ['telephoneNumber', ['+1 5550 0003', null]],
    ['physicalDeliveryOfficeName', ['12/3', null]],
    ['streetAddress', ['Main Street 1\nFloor 2', null]],
    ['employeeId', ['100', '200', null]],
    ['preferredLanguage', ['nb-NO', 'en', null]],
  ]);
  return { name, value: dice.pick(values) };
}
