import { TestWorkspace } from '#harness/testing/test-workspace.ts';
import type { ScimMethod } from '#shared/scim/message.ts';
import type { RequestPurpose, TraceFact } from '#shared/trace/event.ts';
import type { RecordedEvent } from '../../harness/ports/session-ports.ts';
import { fillTenant, userId } from './large-tenant.ts';

const COMMIT_SIZE = 500;

/** A workspace as it is after a long rehearsal: so many exchanges on the wire, so many users in the tenant. */
export async function openLongRehearsal(exchangeCount: number, userCount: number): Promise<TestWorkspace> {
  const opened = new TestWorkspace();
  await opened.open();
  const { db, clock } = opened.workspace.parts;
  const app = await opened.api.apps.create({ name: 'Tidewater Expenses' });
  fillTenant(db.tenant, userCount);
  const job = db.jobStore(app.id);
  const now = clock.now();
  for (let from = 0; from < exchangeCount; from += COMMIT_SIZE) {
    const numbers = Array.from({ length: Math.min(COMMIT_SIZE, exchangeCount - from) }, (_, index) => from + index);
    const events = numbers.map((number) => exchangeEvent(number, userCount, now - (exchangeCount - number) * 31));
    job.commit([], events, 'at-once');
  }
  return opened;
}

/** The four requests of an update, one after another, for one user after another. */
const requests: readonly { readonly purpose: RequestPurpose; readonly method: ScimMethod; readonly status: number }[] = [
  { purpose: 'match', method: 'GET', status: 200 },
  { purpose: 'read-target', method: 'GET', status: 200 },
  { purpose: 'update', method: 'PATCH', status: 200 },
  { purpose: 'reference-manager', method: 'PATCH', status: 204 },
];

function exchangeEvent(number: number, userCount: number, at: number): RecordedEvent {
  const user = Math.floor(number / requests.length) % userCount;
  const { purpose, method, status } = requests[number % requests.length] ??
    requests[0] ?? { purpose: 'match', method: 'GET', status: 200 };
  const isFailed = number % 97 === 0;
  const id = userId(user);
  const resource = JSON.stringify({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id,
    userName: `person-${user}@larkfield.test`,
    active: true,
    name: { givenName: 'Person', familyName: String(user) },
    emails: [{ type: 'work', value: `person-${user}@larkfield.test`, primary: true }],
    title: 'Engineer',
    meta: { resourceType: 'User', location: `http://127.0.0.1:8080/scim/v2/larkfield/Users/${id}` },
  });
  const fact: TraceFact = {
    kind: 'exchange-recorded',
    purpose,
    request: {
      method,
      target: purpose === 'match' ? `/Users?filter=userName+eq+%22person-${user}%40larkfield.test%22` : `/Users/${id}`,
      headers: { ADSCIMVersion: '5.0' },
      body: method === 'GET' ? null : { Operations: [{ op: 'Replace', path: 'title', value: `Engineer ${number}` }] },
    },
    outcome: {
      kind: 'response',
      response: {
        status: isFailed ? 400 : status,
        headers: { 'content-type': 'application/scim+json' },
        text: status === 204 ? '' : resource,
      },
    },
    identity: { id, type: 'User', displayName: `Person ${user}` },
  };
  return {
    event: {
      at,
      cycleId: null,
      changeId: `change-${Math.floor(number / requests.length)}`,
      step: (number % requests.length) + 1,
      ...fact,
    },
    durationMs: 2 + (number % 40) / 2,
  };
}
