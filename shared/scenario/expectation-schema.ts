import { z } from 'zod';
import { parseDuration } from '#shared/kernel/duration.ts';
import { tenantKey } from './tenant-schema.ts';

const count = z.number().int().min(0);
const requestCounts = z.record(
  z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) \/(Users|Groups)$/, 'Write a request as "POST /Users"'),
  count,
);

const logEntry = z
  .strictObject({
    who: tenantKey,
    action: z.enum(['create', 'update', 'disable', 'delete', 'stageddelete', 'other']).optional(),
    status: z.enum(['success', 'warning', 'failure', 'skipped']).optional(),
    skipReason: z.string().min(1).optional().describe('As NotEffectivelyEntitled or RedundantExport'),
    errorCode: z.string().min(1).optional().describe('As DuplicateTargetEntries'),
  })
  .describe('An entry of the provisioning logs: who, and as much of the rest as matters');

const jobStatus = z
  .strictObject({
    status: z
      .enum(['NotRun', 'Active', 'Paused', 'Quarantine'])
      .optional()
      .describe('As Microsoft Graph calls it; a job that was disabled in quarantine stays in Quarantine'),
    reason: z
      .enum([
        'EncounteredBaseEscrowThreshold',
        'EncounteredTotalEscrowThreshold',
        'EncounteredEscrowProportionThreshold',
        'EncounteredQuarantineException',
        'TooManyDeletes',
      ])
      .nullable()
      .optional()
      .describe('Why it is in quarantine; null: it is not'),
    error: z
      .string()
      .min(1)
      .nullable()
      .optional()
      .describe('Code of the error that failed the last cycle as a whole; null: it did not fail. Lets cycles before it fail'),
    attempts: count.optional().describe('How often the quarantine was imposed'),
    nextAttemptIn: z
      .string()
      .refine((value) => (parseDuration(value) ?? 0) > 0, 'This is no ISO 8601 duration')
      .nullable()
      .optional()
      .describe('When a job in quarantine is tried again, as PT5M; null: never by itself'),
    failedCycles: count.optional().describe('How many cycles have failed as a whole since the last expect'),
    stagedDeletions: count.optional().describe('How many disables and deletions are held back'),
    escrowsPruned: z.boolean().optional().describe('Whether the last initial cycle forgot its retries'),
    emails: count.optional().describe('How many e-mails were written down since the last expect'),
  })
  .describe('How the job stands now');

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
    job: jobStatus.optional(),
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
