import { type Random, randomUuid, seededRandom } from '#shared/kernel/random.ts';
import { type Department, departments, firstNames, lastNames, places } from './generated-names.ts';
import type { TenantGroup, TenantObject, TenantUser } from './tenant.ts';

export interface GeneratedTenant {
  readonly seed: string;
  /** 1 to 100,000. */
  readonly userCount: number;
  /** One group a department, one a team, and one that holds groups. */
  readonly hasGroups: boolean;
  readonly guestPercent: number;
  readonly withoutMailPercent: number;
  /** Domain of the user principal names. */
  readonly domain: string;
  /** Whether somebody else than this object has a user principal name already. */
  isTaken(userPrincipalName: string, objectId: string): boolean;
}

/** How many people report to one manager at most. */
const SPAN = 8;
const BLOCKED_PERCENT = 1;
const PERCENT = 100;

/**
 * Invented people, one after the other, then their groups: the same seed gives the same. Managers form a tree with one person at
 * its top, who is before everybody; guests have no manager.
 */
export function* generateTenant(plan: GeneratedTenant): Generator<TenantObject, void, undefined> {
  const staffByDepartment = new Map<Department, string[]>(departments.map((department) => [department, []]));
  const idsByDepartment = new Map<Department, string[]>(departments.map((department) => [department, []]));
  let topId: string | null = null;
  for (let index = 0; index < plan.userCount; index += 1) {
    const random = seededRandom(plan.seed, 'user', String(index));
    const department = departmentAt(random, index);
    const staff = staffByDepartment.get(department) ?? [];
    const isGuest = index > departments.length && isChosen(random, plan.guestPercent);
    const managerId: string | null = isGuest || index === 0 ? null : (staff[Math.floor((staff.length - 1) / SPAN)] ?? topId);
    const user = person(plan, { index, random, department, isGuest, isLead: staff.length === 0, managerId });
    topId ??= user.objectId;
    idsByDepartment.get(department)?.push(user.objectId);
    if (!isGuest) staff.push(user.objectId);
    yield user;
  }
  if (plan.hasGroups) yield* groups(plan.seed, idsByDepartment);
}

/** One entry for each unit of weight: a drawn index is a department by its size. */
const bySize: readonly Department[] = departments.flatMap((department) =>
  Array.from({ length: department.weight }, () => department),
);

function departmentAt(random: Random, index: number): Department {
  // The first of each leads it.
  return departments[index] ?? bySize[random.next() % bySize.length] ?? departments[0];
}

interface Person {
  readonly index: number;
  readonly random: Random;
  readonly department: Department;
  readonly isGuest: boolean;
  readonly isLead: boolean;
  readonly managerId: string | null;
}

function person(plan: GeneratedTenant, { index, random, department, isGuest, isLead, managerId }: Person): TenantUser {
  const objectId = randomUuid(random);
  const [givenName, surname] = [pick(random, firstNames), pick(random, lastNames)];
  const place = pick(random, places);
  const jobTitle = index === 0 ? 'Chief Executive' : isLead ? department.lead : pick(random, department.titles);
  const isBlocked = index > 0 && isChosen(random, BLOCKED_PERCENT);
  const hasMail = isGuest || !isChosen(random, plan.withoutMailPercent);
  const alias = `${ascii(givenName)}.${ascii(surname)}${index + 1}`;
  const userPrincipalName = freeName(plan, objectId, isGuest ? `${alias}_partner.example#EXT#` : alias);
  const mail = isGuest ? `${alias}@partner.example` : `${userPrincipalName.split('@')[0]}@${plan.domain}`;
  return {
    type: 'User',
    objectId,
    key: userPrincipalName,
    attributes: {
      accountEnabled: !isBlocked,
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      userPrincipalName,
      mailNickname: alias,
      ...(hasMail ? { mail } : {}),
      userType: isGuest ? 'Guest' : 'Member',
      jobTitle,
      department: department.name,
      companyName: isGuest ? 'Partner' : 'Larkfield Instruments',
      ...(isGuest ? {} : { employeeId: String(100_000 + index) }),
      city: place.city,
      country: place.country,
      preferredLanguage: place.language,
      telephoneNumber: `${place.dialling} 5550 ${String(index % 10_000).padStart(4, '0')}`,
    },
    managerId,
    deletedAt: null,
  };
}

/** With the seed behind it where somebody else has the name. */
function freeName({ seed, domain, isTaken }: GeneratedTenant, objectId: string, alias: string): string {
  const name = `${alias}@${domain}`;
  if (!isTaken(name, objectId)) return name;
  return `${alias}.${randomUuid(seededRandom(seed, 'name', alias)).slice(0, 8)}@${domain}`;
}

const TEAM_SIZE = 40;

function* groups(seed: string, idsByDepartment: ReadonlyMap<Department, readonly string[]>): Generator<TenantGroup> {
  const departmentGroups: string[] = [];
  for (const [{ name }, memberIds] of idsByDepartment) {
    if (memberIds.length === 0) continue;
    const whole = group(seed, name, memberIds);
    departmentGroups.push(whole.objectId);
    yield whole;
    // A small department is a team itself.
    if (memberIds.length <= TEAM_SIZE) continue;
    for (let start = 0; start < memberIds.length; start += TEAM_SIZE) {
      yield group(seed, `${name} team ${start / TEAM_SIZE + 1}`, memberIds.slice(start, start + TEAM_SIZE));
    }
  }
  yield group(seed, 'All departments', departmentGroups);
}

function group(seed: string, displayName: string, memberIds: readonly string[]): TenantGroup {
  return {
    type: 'Group',
    objectId: randomUuid(seededRandom(seed, 'group', displayName)),
    key: displayName,
    attributes: { displayName, securityEnabled: true, mailEnabled: false },
    memberIds,
    deletedAt: null,
  };
}

function pick<T>(random: Random, values: readonly [T, ...T[]]): T {
  return values[random.next() % values.length] ?? values[0];
}

function isChosen(random: Random, percent: number): boolean {
  return random.next() % (PERCENT * PERCENT) < percent * PERCENT;
}

function ascii(name: string): string {
  return name
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
