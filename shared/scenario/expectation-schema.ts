import { z } from 'zod';
import { tenantKey } from './tenant-schema.ts';

const count = z.number().int().min(0);
const requestCounts = z.record(
  z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) \/(Users|Groups)$/, 'Write a request as "POST /Users"'),
  count,
);

const logEntry = z
  .strictObject({
    who: tenantKey,
    action: z.enum(['create', 'update', 'disable', 'delete', 'other']).optional(),
    status: z.enum(['success', 'warning', 'failure', 'skipped']).optional(),
    skipReason: z.string().min(1).optional().describe('As NotEffectivelyEntitled or RedundantExport'),
    errorCode: z.string().min(1).optional().describe('As DuplicateTargetEntries'),
  })
  .describe('An entry of the provisioning logs: who, and as much of the rest as matters');

export const expectationSchema = z
  .strictObject({
    requests: requestCounts
      .optional()
      .describe(
        'How many requests of each kind were sent since the last expect, whatever they were answered; kinds not named may be any',
      ),
    noOtherWrites: z
      .boolean()
      .optional()
      .describe('true: no POST, PUT, PATCH or DELETE was sent since the last expect but those named under requests'),
    noDelete: z.boolean().optional().describe('true: no DELETE was sent since the last expect'),
    failures: count
      .optional()
      .describe('How many log entries failed since the last expect. 0 where it is left out, and where no expect follows'),
    escrows: count.optional().describe('How many objects wait for a retry now'),
    log: z
      .array(logEntry)
      .min(1)
      .optional()
      .describe('Entries that must be among the provisioning logs since the last expect, each as often as it stands here'),
    links: z
      .record(tenantKey, z.enum(['created', 'matched', 'unmanaged', 'none']))
      .optional()
      .describe(
        'What the job remembers of a user or group now: a resource it created or matched; one it no longer manages; or nothing',
      ),
    planned: requestCounts
      .optional()
      .describe('What the last plan said it would send, writes only; kinds not named are not planned at all'),
    target: z
      .strictObject({
        users: count.optional(),
        activeUsers: count.optional(),
        groups: count.optional(),
      })
      .optional()
      .describe('What the target holds now; of a remote target, what this run created there and did not delete'),
    resources: z
      .record(tenantKey, z.record(z.string().min(1), z.json()))
      .optional()
      .describe(
        'What the bundled server holds for a user or group now, attribute by attribute; null: nothing. Objects are compared in the keys named here; members takes keys',
      ),
  })
  .describe('What must be so now. Counts begin anew after each expect');

export type Expectation = z.infer<typeof expectationSchema>;
