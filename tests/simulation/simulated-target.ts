import { createInProcessTransport } from '#harness/adapters/in-process-transport.ts';
import type { Transport } from '#harness/ports/session-ports.ts';
import { createScimServer } from '#server/create-server.ts';
import { readFaults } from '#server/faults/read-faults.ts';
import type { HttpRequest, ScimServer } from '#server/scim-server.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { DOMAIN } from './ledger.ts';
import type { AccountPlan } from './plan.ts';

/** The bundled server with one directory, in memory. */
export interface SimulatedTarget {
  /** A way to the directory; `watch` sees each request on the server's own side, with the status that it had there. */
  openTransport(watch: (status: number) => void): Transport;
  /** How it misbehaves from now on; without rules it behaves. */
  misbehave(rules: readonly JsonObject[], seed: string): void;
  /** How often a rule fell upon a request since `misbehave`. */
  firedCount(): number;
  resource(type: 'User' | 'Group', id: string): Json | undefined;
  /** By id. */
  resources(type: 'User' | 'Group'): ReadonlyMap<string, JsonObject>;
  /** Accounts that were made by hand, by the name they had. */
  readonly accounts: readonly Account[];
  close(): void;
}

interface Account {
  readonly userName: string;
  /** Whether it is as it was made. */
  isAsMade(): boolean;
}

export function openTarget(input: {
  readonly seed: number;
  readonly clock: Clock;
  readonly accounts: readonly AccountPlan[];
  /** Names of the tenant's users, by number. */
  readonly userNames: readonly string[];
}): SimulatedTarget {
  const { seed, clock, accounts, userNames } = input;
  const newToken = () => 'test-token'.padEnd(43, 'x');
  const server = createScimServer({
    path: ':memory:',
    host: { clock, random: seededRandom(seed, 'server'), newToken, recordsRequests: false },
  });
  const { directory, token } = server.createDirectory({
    organizationId: server.createOrganization('Larkfield').id,
    name: 'Simulation',
    id: 'simulation',
    tolerances: entraReadyTolerances,
  });
  const { id } = directory;
  const nameOf = ({ user }: AccountPlan, index: number): string =>
    (user === null ? undefined : userNames[user % userNames.length]) ?? `stranger-${index}@${DOMAIN}`;
  return {
    openTransport: (watch) => {
      const handle = (request: HttpRequest) => {
        const answer = server.handle(request);
        watch(answer.status);
        return answer;
      };
      return createInProcessTransport({ handle }, id, token);
    },
    misbehave: (rules, faultSeed) => {
      const read = readFaults([...rules], 'faults');
      assert(read.ok, `the faults of a plan can be read: ${JSON.stringify(read)}`);
      server.setFaults(id, { seed: faultSeed, rules: read.value });
    },
    firedCount: () => server.faults(id).rules.reduce((sum, { firedCount }) => sum + firedCount, 0),
    resource: (type, resourceId) => server.resource(id, type, resourceId),
    resources: (type) => {
      const { items } = server.resources(id, { type, offset: 0, limit: 1000 });
      return new Map(items.filter(isJsonObject).map((resource) => [String(resource['id']), resource]));
    },
    accounts: accounts.flatMap((plan, index) => createAccount({ server, id, token }, nameOf(plan, index), plan.attributes)),
    close: () => server.close(),
  };
}

interface Place {
  readonly server: ScimServer;
  readonly id: string;
  readonly token: string;
}

/** None where two accounts were to have one name. */
function createAccount({ server, id, token }: Place, userName: string, attributes: JsonObject): readonly Account[] {
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], ...attributes, userName };
  const answer = server.handleRightly({
    method: 'POST',
    target: `/scim/v2/${id}/Users`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', host: 'localhost' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) return [];
  const accountId = String((JSON.parse(answer.body) as JsonObject)['id']);
  const read = (): string => canonicalJson(server.resource(id, 'User', accountId) ?? null);
  const made = read();
  return [{ userName, isAsMade: () => read() === made }];
}
