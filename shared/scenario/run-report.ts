import { z } from 'zod';

export const RUN_REPORT_VERSION = 1;

const count = z.number().int().min(0);
const requestCounts = z.record(z.string(), count).describe('Requests by kind, as "POST /Users"');

const problem = z
  .strictObject({ message: z.string(), remedy: z.string() })
  .describe('What is not as it must be, and what to do about it');

const plannedRequest = z.strictObject({
  method: z.string(),
  target: z.string().describe('Path and query below the tenant URL'),
  reason: z.string(),
  body: z.string().describe('As it would be sent; empty: none'),
});

const stepReport = z.strictObject({
  number: z.number().int().min(1),
  place: z.string().describe('file:line:column of the step'),
  kind: z
    .string()
    .describe(
      'The key of the step, as "cycle"; "cleanUp" for the step that --clean-up adds, "plan" for the cycle that --plan stops at',
    ),
  sentence: z.string(),
  status: z.enum(['passed', 'failed', 'skipped']),
  requests: requestCounts,
  changes: z
    .array(z.strictObject({ action: z.string(), status: z.string(), count }))
    .describe('Provisioning log entries of this step, counted by action and status'),
  failures: z
    .array(z.strictObject({ object: z.string(), action: z.string(), code: z.string(), reason: z.string() }))
    .describe('Log entries that failed; at most 50'),
  problems: z.array(problem),
  planned: z
    .strictObject({
      totalCount: count.describe('All requests that would be sent, writes only'),
      requestCounts: requestCounts.describe('Of the first 500'),
      requests: z.array(plannedRequest).describe('The first 50, in the order of sending'),
    })
    .optional()
    .describe('What the next cycle would send; only of a step that plans'),
  job: z
    .string()
    .optional()
    .describe('How the job stands after the step, where that is not its ordinary rhythm: quarantine, staged deletions'),
  cards: z
    .array(z.strictObject({ title: z.string(), status: z.string(), summary: z.string() }))
    .optional()
    .describe('The cards of Provision on demand; only of such a step'),
});

const scenarioReport = z.strictObject({
  id: z.string().describe('File name without .scenario.yaml'),
  name: z.string(),
  file: z.string(),
  outcome: z.enum(['passed', 'failed', 'unreachable', 'credentials-refused', 'interrupted']),
  target: z.strictObject({
    kind: z.enum(['local', 'remote']),
    url: z.string().nullable().describe('Secret query values are ***'),
    dialect: z.enum(['legacy', 'compliant']),
  }),
  seed: count,
  requests: count,
  requestCounts,
  steps: z.array(stepReport),
});

export const runReportSchema = z
  .strictObject({
    version: z.literal(RUN_REPORT_VERSION),
    totals: z.strictObject({ scenarios: count, passed: count, failed: count, requests: count }),
    scenarios: z.array(scenarioReport),
  })
  .describe('What "rehearse run" found');

export const timingsSchema = z
  .strictObject({
    version: z.literal(1),
    scenarios: z.array(
      z.strictObject({
        id: z.string(),
        exchanges: z.array(
          z.strictObject({
            method: z.string(),
            target: z.string().describe('Path and query below the tenant URL'),
            status: z.number().int().nullable().describe('null: no answer'),
            durationMs: z.number().min(0).describe('Milliseconds from sending to the last byte; 0 in process'),
          }),
        ),
      }),
    ),
  })
  .describe('How long each request of a run took, in the order of sending');

export const serveSchema = z
  .strictObject({
    url: z.string().describe('The endpoint: what Entra calls Tenant URL'),
    directory: z.string(),
    token: z.string().nullable().describe('null: it came from the environment'),
    profile: z.string().optional().describe('The id of the profile by which it misbehaves'),
  })
  .describe('What "rehearse serve --json" prints once it listens');

export const habitsSchema = z
  .strictObject({
    version: z.literal(1),
    habits: z.array(
      z.strictObject({
        id: z.string(),
        area: z
          .enum(['wire', 'engine', 'mapping', 'expression', 'scoping'])
          .describe(
            'wire: how a request looks; engine: when one is sent; mapping, expression, scoping: what is configured and how it is read',
          ),
        sentence: z.string().describe('What Entra does'),
        evidence: z.enum(['documented', 'captured', 'inferred']).describe('inferred: our reading, never the word of Microsoft'),
        source: z.string(),
        defaultSetting: z.string(),
        settings: z
          .array(z.strictObject({ value: z.string(), sentence: z.string() }))
          .describe('What --habit and habits take; empty where the habit has no switch'),
        decidedBy: z.string().describe('What else decides it, such as the mapping; empty: nothing'),
      }),
    ),
  })
  .describe('What "rehearse habits" lists');

export const profilesSchema = z
  .strictObject({
    version: z.literal(1),
    profiles: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        imitates: z.string().describe('What the bundled server does then'),
        sources: z.array(z.string()).describe('Where it is told of a real endpoint'),
        faults: z.array(z.strictObject({ id: z.string(), kind: z.string() })),
      }),
    ),
  })
  .describe('What "rehearse profiles" lists');

export const doctorSchema = z
  .strictObject({
    version: z.literal(1),
    isReady: z.boolean().describe('Whether everything needed works'),
    findings: z.array(
      z.strictObject({
        subject: z.string(),
        status: z.enum(['ok', 'note', 'problem']).describe('note: works, with less comfort'),
        sentence: z.string(),
        remedy: z.string().nullable(),
      }),
    ),
  })
  .describe('What "rehearse doctor" found');

export type RunReport = Readonly<z.infer<typeof runReportSchema>>;
export type ScenarioReport = Readonly<z.infer<typeof scenarioReport>>;
export type StepReport = Readonly<z.infer<typeof stepReport>>;
export type Timings = Readonly<z.infer<typeof timingsSchema>>;
export type ServeLine = Readonly<z.infer<typeof serveSchema>>;
export type HabitsReport = Readonly<z.infer<typeof habitsSchema>>;
export type ProfilesReport = Readonly<z.infer<typeof profilesSchema>>;
export type DoctorReport = Readonly<z.infer<typeof doctorSchema>>;
