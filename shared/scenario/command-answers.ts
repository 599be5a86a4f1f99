import { z } from 'zod';

const role = z
  .strictObject({
    primary: z.literal(false),
    type: z.string(),
    displayName: z.string().optional(),
    display: z.string().optional(),
    value: z.string(),
  })
  .describe('An app role as a create sends it; the name stands in displayName, or in display of the assertive function');

const value = z
  .union([z.string(), z.null(), z.array(z.union([z.string(), role]))])
  .describe('"True" and "False" for booleans, digits for numbers, a list for several values, null for none');

const approximate = z.literal(true).describe('A pattern was run by another engine than Entra has');
const id = z.union([z.string(), z.number(), z.boolean(), z.null()]).describe('As the entry has it; null where it has none');
const scope = z.enum(['attribute', 'object']).describe('What the expression leaves out of this flow');
const column = z.number().int().min(1).describe('Where in the expression, from 1');
const code = z.string().min(1).describe('Stable; invalid-input: the entry is none');

const error = z.strictObject({ code, message: z.string(), remedy: z.string(), column: column.optional() });

const outcomes = [{ value }, { ignoreFlow: z.literal(true), scope }, { error }] as const;

const step = {
  depth: z.number().int().min(0).describe('0: the whole expression'),
  column: z.number().int().min(0),
  length: z.number().int().min(0),
  name: z.string(),
  arguments: z.array(value).describe('null: left out, without a value, or a branch that was not taken'),
};

const evaluation = {
  warnings: z.array(z.string()),
  seed: z.number().int().min(0).optional().describe('Gives the same again; only where chance had a part in it'),
  steps: z
    .array(z.union(outcomes.map((outcome) => z.strictObject({ ...step, ...outcome }))))
    .optional()
    .describe('Each call, the inner ones first; only with --trace'),
};

export const expressionSchema = z
  .union([
    z.strictObject({ value, approximate: approximate.optional(), ...evaluation }),
    z.strictObject({ ignoreFlow: z.literal(true), scope, ...evaluation }),
    z.strictObject({ error, ...evaluation }),
  ])
  .describe('What "rehearse expression --json" prints of one expression');

export const expressionBatchSchema = z
  .array(
    z.union([
      z.strictObject({ id, value, approximate: approximate.optional() }),
      z.strictObject({ id, ignoreFlow: z.literal(true), scope }),
      z.strictObject({ id, error: z.strictObject({ code, message: z.string(), column: column.optional() }) }),
    ]),
  )
  .describe('What "rehearse expression --batch FILE --json" prints: an answer for each entry, in their order');

const clauses = z
  .array(z.strictObject({ sentence: z.string(), holds: z.boolean() }))
  .describe('Each clause as the log writes it, also those that decide nothing');

const verdict = { inScope: z.boolean(), clauses, approximate: approximate.optional() };
const clauseError = z.strictObject({ code, message: z.string() });

export const scopeSchema = z
  .union([z.strictObject(verdict), z.strictObject({ error: clauseError })])
  .describe('What "rehearse scope --json" prints of one filter');

export const scopeBatchSchema = z
  .array(z.union([z.strictObject({ id, ...verdict }), z.strictObject({ id, error: clauseError })]))
  .describe('What "rehearse scope --batch FILE --json" prints: an answer for each entry, in their order');

export const schemaCheckSchema = z
  .strictObject({
    version: z.literal(1),
    file: z.string(),
    isAccepted: z.boolean().describe('Whether an import would take it'),
    problems: z.array(
      z.strictObject({
        severity: z
          .enum(['refused', 'left-out', 'note'])
          .describe('refused: nothing is imported; left-out: kept, but not rehearsed; note: rehearsed, and worth knowing'),
        place: z.string().describe('A JSON pointer, or line:column where the text is no JSON'),
        message: z.string(),
        remedy: z.string(),
      }),
    ),
  })
  .describe('What "rehearse schema check --json" prints');

const side = z.string().nullable();

export const schemaDiffSchema = z
  .strictObject({
    version: z.literal(1),
    before: z.string().describe('A file'),
    after: z.string().describe('Another one'),
    differences: z.array(
      z.strictObject({
        place: z.string().describe('Mapping and target attribute'),
        before: side.describe('null: only in the second'),
        after: side.describe('null: only in the first'),
      }),
    ),
  })
  .describe('What "rehearse schema diff --json" prints');
