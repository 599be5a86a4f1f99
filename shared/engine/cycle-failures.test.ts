import { beforeEach, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { answer, Killed, TestWorld } from './test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  world.putUser('ada', { displayName: 'Ada', department: 'Research' });
  world.putUser('grace', { displayName: 'Grace' }, { managerId: 'ada' });
  world.putUser('linus', { displayName: 'Linus' });
  world.putGroup('sales', ['ada', 'grace']);
});

/** Ada and Grace in an assigned group, provisioned. */
function settle(): void {
  world.assign('sales');
  world.cycle();
}

const refuseCreation = (name: string) => (request: (typeof world.requests)[number]) =>
  request.method === 'POST' && JSON.stringify(request.body).includes(name) ? answer(400, { detail: 'no' }) : undefined;

test('a probe that is refused ends the cycle, and the watermark stays', () => {
  settle();
  world.putUser('ada', { department: 'Sales' });
  world.intercept = () => answer(401, null);
  world.cycle();
  expect(world.facts.at(-1)).toMatchObject({
    kind: 'cycle-failed',
    error: { code: 'SystemForCrossDomainIdentityManagementCredentialValidationFailure' },
  });
  world.intercept = () => undefined;
  world.cycle();
  expect(world.log).toEqual(['update success ada']);
});

test('a target that goes away ends the cycle after ten objects, and nothing is missed once it is back', () => {
  const keys = Array.from({ length: 30 }, (_, index) => `user-${index}`);
  for (const key of keys) world.putUser(key);
  world.assign(...keys);
  world.intercept = ({ method }) =>
    method === 'POST' && world.target.size >= 5
      ? { kind: 'failure', failure: { kind: 'refused', detail: 'Nobody listens.' } }
      : undefined;
  world.cycle();
  expect(world.log.filter((entry) => entry.includes('WebExceptionProtocolError'))).toHaveLength(10);
  expect(world.facts.at(-1)).toMatchObject({
    kind: 'cycle-failed',
    error: { code: 'SystemForCrossDomainIdentityManagementCredentialValidationUnavailable' },
  });
  world.intercept = () => undefined;
  world.cycle();
  expect(world.target.size).toBe(30);
  expect(world.escrows.size).toBe(0);
});

test('an object that fails is retried in the next cycle, then after six hours, and is done with once it succeeds', () => {
  world.assign('linus');
  world.intercept = refuseCreation('linus');
  world.cycle();
  expect(world.log).toContain('create failure linus SystemForCrossDomainIdentityManagementServiceIncompatible');
  expect(world.escrows.get('linus')).toMatchObject({ attempts: 1, nextAttemptAt: world.now });

  const firstFailedAt = world.now;
  world.now += 40 * MINUTE_MS;
  world.cycle();
  expect(world.escrows.get('linus')).toMatchObject({ attempts: 2, nextAttemptAt: firstFailedAt + 6 * HOUR_MS });
  const failure = world.facts.find((fact) => fact.kind === 'object-escrowed');
  expect(failure?.kind === 'object-escrowed' && failure.error.reason).toContain(
    'This operation was retried 1 times. It will be retried again after this date: 2026-01-12T06:00:00.0000000Z UTC',
  );

  world.now += 40 * MINUTE_MS;
  expect(world.cycle()).toEqual([]);
  world.now = firstFailedAt + 6 * HOUR_MS;
  world.intercept = () => undefined;
  world.cycle();
  expect(world.log).toEqual(['create success linus']);
  expect(world.escrows.size).toBe(0);
});

test('a member whose own creation failed keeps its group in escrow until both succeed', () => {
  world.assign('sales');
  world.intercept = refuseCreation('ada');
  world.cycle();
  expect(world.log.at(-1)).toBe('update failure sales UnableToResolveReferenceAttributeValue');
  world.intercept = () => undefined;
  world.cycle();
  expect(world.links.get('sales')?.exportedMemberIds).toEqual(['grace', 'ada']);
  expect(world.escrows.size).toBe(0);
});

test('a refused member does not keep the others out', () => {
  world.assign('sales');
  world.intercept = ({ target, body }) =>
    target.startsWith('/Groups/') && JSON.stringify(body).includes('u1') ? answer(400, { detail: 'no' }) : undefined;
  world.cycle();
  expect(world.log.at(-1)).toContain('update failure sales');
  expect(world.links.get('sales')?.exportedMemberIds).toEqual(['grace']);
});

test('a linked resource that is gone is an InvalidAnchor, not a new user', () => {
  settle();
  world.target.delete('u1');
  world.putUser('ada', { department: 'Sales' });
  world.cycle();
  expect(world.log).toEqual(['update failure ada InvalidAnchor']);
});

test('a manager who comes back as a text cannot be read', () => {
  settle();
  const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
  world.target.set('u2', { ...world.target.get('u2'), [urn]: { manager: 'u1' } });
  world.putUser('grace', { department: 'Sales' });
  world.cycle();
  expect(world.log).toEqual(['update failure grace SystemForCrossDomainIdentityManagementServiceIncompatible']);
});

test('a disable that failed is sent again', () => {
  settle();
  world.unassign('sales');
  world.intercept = ({ method, target }) => (method === 'PATCH' && target === '/Users/u1' ? answer(500, null) : undefined);
  world.cycle();
  world.intercept = () => undefined;
  world.cycle();
  expect(world.log).toEqual(['disable success ada']);
});

test.each(
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].flatMap((count) => [
    { count, moment: 'before' },
    { count, moment: 'after' },
  ]),
)('a cycle killed $moment the target acted on request $count creates nothing twice', ({ count, moment }) => {
  world.assign('sales');
  world.intercept = (_request, respond) => {
    if (world.requests.length < count) return undefined;
    if (moment === 'after') respond();
    throw new Killed();
  };
  expect(() => world.cycle()).toThrow(Killed);
  world.intercept = () => undefined;
  world.cycle();
  const names = [...world.target.values()].map(({ userName, displayName }) => userName ?? displayName);
  expect(names.toSorted()).toEqual(['ada@larkfield.test', 'grace@larkfield.test', 'sales']);
  expect(world.links.get('sales')?.exportedMemberIds).toEqual(['ada', 'grace']);
  expect(world.progress).toMatchObject({ cycleCount: 1, pendingCycle: null });
});
