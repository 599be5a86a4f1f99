import { z } from 'zod';
import { parseDuration } from '#shared/kernel/duration.ts';
import { actions, habitSettings, mappingRows, scope, scopingFilters } from './configuration-schema.ts';
import { expectationSchema } from './expectation-schema.ts';
import { membershipRule, tenantKey } from './tenant-schema.ts';

const keys = z.array(tenantKey).min(1);
const membersByGroup = z.record(tenantKey, keys);

const assignments = z
  .array(
    z.union([
      tenantKey,
      z
        .strictObject({ principal: tenantKey, role: z.string().min(1).max(120) })
        .describe('{ principal: key, role: name } assigns in a role of the application'),
    ]),
  )
  .min(1);

const attributeChange = z.union([z.string().max(10_000), z.boolean(), z.array(z.string().max(10_000)), z.null()]);

const resetScope = z.enum(['None', 'Watermark', 'Escrows', 'QuarantineState', 'ConnectorDataStore', 'ForceDeletes', 'Full']);

const onDemand = z.union([
  tenantKey,
  z
    .strictObject({ group: tenantKey, members: z.array(tenantKey).max(5, 'Entra takes five members at most').default([]) })
    .describe('{ group: key, members: [keys] } with at most five members'),
]);

const faultEntry = z
  .strictObject({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional().describe('Any where it is left out'),
    path: z.enum(['/Users', '/Groups']).optional().describe('Any where it is left out'),
    who: tenantKey
      .optional()
      .describe('Only requests about this user or group; name one where several objects are in flight at once'),
    status: z
      .number()
      .int()
      .min(300)
      .max(599)
      .optional()
      .describe('The request is not carried out, and answered with this status'),
    retryAfter: z
      .number()
      .int()
      .min(0)
      .max(10_000_000)
      .optional()
      .describe('Beside a status: how many seconds Retry-After names'),
    failure: z
      .enum(['timeout', 'lost-answer'])
      .optional()
      .describe('timeout: nothing arrives; lost-answer: the target carries it out, and its answer does not come back'),
    times: z.number().int().min(1).max(100_000).default(1).describe('For how many such requests'),
  })
  .refine(({ status, failure }) => (status === undefined) !== (failure === undefined), 'A fault has either a status or a failure')
  .refine(
    ({ status, retryAfter }) => status !== undefined || retryAfter === undefined,
    'Only an answer with a status has a retryAfter',
  )
  .describe('Which request fails, how, and how often');

const ruleIds = z.array(z.string().min(1).max(64)).min(1).max(100);

const resource = z.record(z.string().min(1), z.json());

const atTarget = z
  .strictObject({
    createUsers: z.array(resource).min(1).optional().describe('Users to create, as SCIM writes them'),
    createGroups: z.array(resource).min(1).optional().describe('Groups to create, as SCIM writes them'),
    change: z.record(tenantKey, resource).optional().describe('Attributes to replace, by the key of who is provisioned there'),
    remove: keys.optional().describe('Whose resources to remove'),
  })
  .describe('What somebody does at the bundled server behind the back of Entra; no request of it stands in the trace');

const positiveDuration = (value: string): boolean => (parseDuration(value) ?? 0) > 0;

export const stepSchema = z
  .strictObject({
    testConnection: z.strictObject({}).optional().describe('Press Test Connection; it must pass'),
    setMapping: z
      .strictObject({ user: mappingRows.optional(), group: mappingRows.optional() })
      .optional()
      .describe('Change rows of the attribute mappings; the next cycle is an initial one'),
    setScope: scope.optional().describe('Who is provisioned; the next cycle is an initial one'),
    setHabit: habitSettings.optional().describe("Set habits of Entra's, from the next request on; `rehearse habits` lists them"),
    setScopingFilters: scopingFilters
      .optional()
      .describe('Replace the scoping filters of users, of groups or of both; the next cycle is an initial one'),
    setActions: actions.optional().describe('Switch target object actions on and off; the next cycle is an initial one'),
    assign: assignments
      .optional()
      .describe('Assign users and groups to the application: keys, or { principal: key, role: name }'),
    unassign: keys.optional().describe('Remove assignments, whatever their role'),
    cycle: z.enum(['initial', 'incremental']).optional().describe('Run one cycle now; the next one is due 40 minutes later'),
    start: z.strictObject({}).optional().describe('Start provisioning: a cycle runs at once'),
    pause: z.strictObject({}).optional().describe('Stop provisioning: no cycle is due until start'),
    restart: z
      .strictObject({ resetScope: z.array(resetScope).min(1).optional() })
      .optional()
      .describe(
        "Restart provisioning. {} is the portal's button: forgets watermark, escrows and quarantine, keeps links; resetScope says what to forget instead, as Microsoft Graph names it. The next cycle shows the effect",
      ),
    allowDeletions: z
      .strictObject({})
      .optional()
      .describe(
        'Allow what accidental-deletion prevention holds back (restart with ForceDeletes); the next cycle, due at once, sends it',
      ),
    rejectDeletions: z
      .strictObject({})
      .optional()
      .describe('Forget what accidental-deletion prevention holds back, without sending it'),
    onDemand: onDemand.optional().describe('Provision one user, or a group with up to five members, now'),
    plan: z.strictObject({}).optional().describe('Say what the next cycle would send, without sending more than reads'),
    advance: z
      .string()
      .refine(
        (value) => value === 'next-cycle' || value === 'next-retry' || positiveDuration(value),
        'This is no ISO 8601 duration, nor next-cycle or next-retry',
      )
      .optional()
      .describe(
        'Move the clock, as PT40M or P30D, to next-cycle, or to next-retry; a cycle that falls due on the way runs, several as one, and who was deleted 30 days ago is deleted for good',
      ),
    change: z
      .record(tenantKey, z.record(z.string().min(1), attributeChange))
      .optional()
      .describe('Attributes of users and groups by key; null clears one; manager takes a key'),
    addMember: membersByGroup.optional().describe('Group to the keys that join it'),
    removeMember: membersByGroup.optional().describe('Group to the keys that leave it'),
    membershipRule: z
      .record(tenantKey, membershipRule.nullable())
      .optional()
      .describe('Group to the rule that makes it dynamic: { attribute, value }; null makes it an assigned group again'),
    softDelete: keys.optional().describe('Delete users or groups; they can be restored for 30 days'),
    restore: keys.optional().describe('Restore what was soft-deleted'),
    hardDelete: keys.optional().describe('Delete for good'),
    fault: z
      .strictObject({
        next: z.array(faultEntry).min(1).optional().describe('Let the next requests of a kind fail on their way to the target'),
        on: ruleIds.optional().describe('Switch rules of the target on; they count anew'),
        off: ruleIds.optional().describe('Switch rules of the target off'),
      })
      .refine((entry) => Object.keys(entry).length > 0, 'A fault needs next, on or off')
      .optional()
      .describe(
        'What goes wrong from here on: on the way to the target, or at the bundled server by rules of its profile and faults',
      ),
    atTarget: atTarget.optional(),
    expect: expectationSchema.optional(),
  })
  .refine((entry) => Object.keys(entry).length === 1, 'A step does exactly one thing; begin each with its own "- "')
  .meta({ minProperties: 1, maxProperties: 1, description: 'One step: exactly one of these keys' });

export type StepContent = z.infer<typeof stepSchema>;
export type AttributeChange = z.infer<typeof attributeChange>;
export type FaultEntry = Readonly<z.infer<typeof faultEntry>>;
export type ResetScope = z.infer<typeof resetScope>;
