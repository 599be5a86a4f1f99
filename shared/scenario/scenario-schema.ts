import { z } from 'zod';
import { parseDuration } from '#shared/kernel/duration.ts';
import { tenantKey } from './tenant-schema.ts';

export const SCENARIO_VERSION = 1;

const count = z.number().int().min(0);
const keys = z.array(tenantKey).min(1);
const membersByGroup = z.record(tenantKey, keys);
const mappingRows = z
  .record(z.string().min(1).max(500), z.string().min(1).max(10_000).nullable())
  .describe('Target attribute to source: "[attribute]", "\\"constant\\"" or an expression; null removes the row');

const localTarget = z
  .strictObject({
    dialect: z
      .enum(['legacy', 'compliant'])
      .default('legacy')
      .describe('How Entra words its PATCH requests: compliant is what ?aadOptscim062020 on a tenant URL selects'),
    tolerances: z
      .array(z.string())
      .optional()
      .describe('Departures from the RFC that the bundled server takes, by id; all of them where this is left out, [] for none'),
  })
  .describe('The bundled server, in memory');

const target = z
  .union([
    z.literal('local'),
    z
      .strictObject({
        local: localTarget.optional(),
        url: z.string().min(1).optional().describe('The tenant URL of a SCIM endpoint; writing to it takes --allow-writes'),
        tokenEnv: z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'This is no name of an environment variable')
          .optional()
          .describe('The environment variable that holds the bearer token'),
      })
      .refine(({ local, url }) => (local === undefined) !== (url === undefined), 'A target is either local or a url')
      .refine(({ url, tokenEnv }) => tokenEnv === undefined || url !== undefined, 'tokenEnv goes with a url'),
  ])
  .describe('"local", { local: {...} } or { url, tokenEnv }');

const expectation = z
  .strictObject({
    requests: z
      .record(z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) \/(Users|Groups)$/, 'Write a request as "POST /Users"'), count)
      .optional()
      .describe(
        'How many requests of each kind were sent since the last expect, whatever they were answered; kinds not named may be any',
      ),
    noOtherWrites: z
      .boolean()
      .optional()
      .describe('true: no POST, PUT, PATCH or DELETE was sent since the last expect but those named under requests'),
    failures: count
      .optional()
      .describe('How many log entries failed since the last expect. 0 where it is left out, and where no expect follows'),
    escrows: count.optional().describe('How many objects wait for a retry now'),
    target: z
      .strictObject({
        users: count.optional(),
        activeUsers: count.optional(),
        groups: count.optional(),
      })
      .optional()
      .describe('What the target holds now; of a remote target, what this run created there and did not delete'),
  })
  .describe('What must be so now. Counts begin anew after each expect');

const attributeChange = z.union([z.string().max(10_000), z.boolean(), z.array(z.string().max(10_000)), z.null()]);

const step = z
  .strictObject({
    testConnection: z.strictObject({}).optional().describe('Press Test Connection; it must pass'),
    setMapping: z
      .strictObject({ user: mappingRows.optional(), group: mappingRows.optional() })
      .optional()
      .describe('Change rows of the attribute mappings; the next cycle is an initial one'),
    setScope: z.enum(['assigned', 'all']).optional().describe('Who is provisioned; the next cycle is an initial one'),
    assign: keys.optional().describe('Assign users and groups to the application'),
    unassign: keys.optional().describe('Remove assignments'),
    cycle: z.enum(['initial', 'incremental']).optional().describe('Run one cycle now; the next one is due 40 minutes later'),
    advance: z
      .string()
      .refine((value) => (parseDuration(value) ?? 0) > 0, 'This is no ISO 8601 duration')
      .optional()
      .describe('Move the clock, as PT40M or P1D; a cycle that falls due on the way runs, several as one'),
    change: z
      .record(tenantKey, z.record(z.string().min(1), attributeChange))
      .optional()
      .describe('Attributes of users and groups by key; null clears one; manager takes a key'),
    addMember: membersByGroup.optional().describe('Group to the keys that join it'),
    removeMember: membersByGroup.optional().describe('Group to the keys that leave it'),
    softDelete: keys.optional().describe('Delete users or groups; they can be restored'),
    restore: keys.optional().describe('Restore what was soft-deleted'),
    hardDelete: keys.optional().describe('Delete for good'),
    expect: expectation.optional(),
  })
  .refine((entry) => Object.keys(entry).length === 1, 'A step does exactly one thing; begin each with its own "- "')
  .meta({ minProperties: 1, maxProperties: 1, description: 'One step: exactly one of these keys' });

export const scenarioSchema = z
  .strictObject({
    version: z.literal(SCENARIO_VERSION).describe('The version of this format: 1'),
    name: z.string().min(1).max(300).describe('What the scenario shows, as a sentence'),
    description: z.string().max(10_000).optional().describe('More about it'),
    tenant: z.string().min(1).describe('The tenant file, relative to this one'),
    target: target.default('local'),
    seed: z.number().int().min(0).default(1).describe('All ids follow from it'),
    steps: z.array(step).min(1).max(10_000).describe('What happens, in order'),
  })
  .describe('A rehearsal: a tenant, a target, and what happens step by step');

export type ScenarioContent = z.infer<typeof scenarioSchema>;
export type StepContent = ScenarioContent['steps'][number];
export type Expectation = NonNullable<StepContent['expect']>;
export type AttributeChange = z.infer<typeof attributeChange>;
