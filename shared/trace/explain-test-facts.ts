import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { evaluateMappings } from '#shared/entra/mapping.ts';
import { mappingContext } from '#shared/entra/mapping-context.ts';
import { isInScope, jobScopeStatusOf } from '#shared/entra/scope.ts';
import type { AssignmentPath, TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import { isEqualJson } from '#shared/kernel/json.ts';
import type { EventOf, ExchangeFacts, ExplainFacts } from './explain-facts.ts';
import type { ExplainText } from './explain-text.ts';

// Facts that the tests of explanations begin with: Ada, assigned, in a job that runs and has seen everything.

export const ada: TenantUser = {
  type: 'User',
  objectId: 'user-ada',
  key: 'ada',
  attributes: {
    accountEnabled: true,
    displayName: 'Ada Marsh',
    userPrincipalName: 'ada@larkfield.test',
    mail: 'ada@larkfield.test',
    department: 'Sales',
  },
  managerId: null,
  deletedAt: null,
};
export const sales: TenantGroup = {
  type: 'Group',
  objectId: 'group-sales',
  key: 'Sales',
  attributes: { displayName: 'Sales' },
  memberIds: ['user-ada'],
  deletedAt: null,
};
const role = { id: 'r', value: 'User', displayName: 'User' };
const direct = (objectId: string): readonly AssignmentPath[] => [{ objectId, throughGroupId: null, role }];
export const link = { targetId: 't1', origin: 'created', isManaged: true } as const;
export const linkLeft = { ...link, isManaged: false };

export interface Given {
  readonly object?: TenantObject | null;
  readonly paths?: readonly AssignmentPath[];
  readonly configuration?: Partial<JobConfiguration>;
  readonly mapping?: Partial<ObjectMapping>;
  readonly facts?: Partial<ExplainFacts>;
}

/** An active user who is assigned, in a job that runs and has seen everything; then what is given. */
export function factsOf(given: Given): ExplainFacts {
  const object = given.object === undefined ? ada : given.object;
  const who = object ?? ada;
  const key = who.type === 'User' ? 'user' : 'group';
  const base = { ...defaultJobConfiguration(), ...given.configuration };
  const mapping = { ...base[key], ...given.mapping };
  const configuration = { ...base, [key]: mapping };
  const status = jobScopeStatusOf(configuration, who, { paths: given.paths ?? direct(who.objectId), patternHost: null });
  const context = mappingContext(configuration, { isSoftDeleted: !isInScope(status), roles: [] });
  const valuesFor = (isSoftDeleted: boolean) => evaluateMappings(mapping, who, { ...context, isSoftDeleted });
  const enabled = valuesFor(false);
  return {
    appName: 'Expenses',
    subject: { id: who.objectId, type: who.type, name: String(who.attributes['displayName']) },
    object,
    status: object === null ? null : status,
    groups: { through: null, direct: [], nested: [] },
    configuration,
    mapping,
    values: object === null ? [] : valuesFor(!isInScope(status)),
    disablingAttributes: valuesFor(true).flatMap(({ mapping: row, value }, index) =>
      isEqualJson(value, enabled[index]?.value) ? [] : [row.targetAttributeName],
    ),
    link: null,
    escrow: null,
    job: { state: 'idle', reason: null, unconsentedHost: null, watermark: 9, cycleCount: 3, nextCycleAt: 9000 },
    isPending: false,
    last: null,
    exchanges: [],
    matches: [],
    write: null,
    differences: null,
    ...given.facts,
  };
}

export function end(change: Partial<EventOf<'change-finished'>>): EventOf<'change-finished'> {
  return {
    kind: 'change-finished',
    at: 5000,
    cycleId: 'c1',
    changeId: 'change-1',
    step: 4,
    identity: { id: 'user-ada', type: 'User', displayName: 'Ada Marsh' },
    action: 'create',
    status: 'success',
    targetId: null,
    modifiedProperties: [],
    error: null,
    skipReason: null,
    ...change,
  };
}

export const post: ExchangeFacts = {
  sequence: 12,
  at: 5000,
  purpose: 'create',
  method: 'POST',
  target: '/Users',
  status: 409,
  detail: 'uniqueness: userName is taken',
};
export const conflict = 'SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering';
const escrow = (errorCode: string) => ({ attempts: 2, firstFailedAt: 1000, nextAttemptAt: 7000, errorCode });
export const failed = (code: string): Pick<ExplainFacts, 'escrow' | 'last' | 'exchanges' | 'write'> => ({
  escrow: escrow(code),
  last: end({ status: 'failure', error: { code, reason: 'It failed.', recommendedAction: 'Mend it.' } }),
  exchanges: [post],
  write: post,
});
export const clause = (value: string) => ({
  groups: [{ name: 'Staff', clauses: [{ attribute: 'department', operator: 'EQUALS', values: [value] }] }],
  inputFilterGroups: [],
  categoryFilterGroups: [],
});

export function plain(text: ExplainText): string {
  return text.map((part) => (typeof part === 'string' ? part : 'at' in part ? `<${part.at}>` : part.code)).join('');
}
