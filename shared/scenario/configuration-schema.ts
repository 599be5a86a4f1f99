import { z } from 'zod';

/** One row of an attribute mapping: its source alone, or with what else the portal's *Edit Attribute* asks. */
const mappingRow = z.union([
  z.string().min(1).max(10_000),
  z
    .strictObject({
      source: z.string().min(1).max(10_000).describe('"[attribute]", "\\"constant\\"" or an expression'),
      matching: z
        .number()
        .int()
        .min(0)
        .max(100)
        .optional()
        .describe('Matching precedence, lowest first; 0: the attribute does not match. As before where it is left out'),
      apply: z.enum(['always', 'creation']).optional().describe('Whether the row applies always, or only during object creation'),
      default: z.string().max(10_000).optional().describe('Sent at creation where the source has no value'),
      custom: z
        .enum(['String', 'Boolean', 'Integer', 'DateTime', 'Binary'])
        .optional()
        .describe(
          "The target attribute is in none of Entra's attribute lists: it is added to that of the application, with this type",
        ),
    })
    .describe('A row with its matching precedence, when it applies, its default, and the type of a custom attribute'),
  z.null(),
]);

export const mappingRows = z
  .record(z.string().min(1).max(500), mappingRow)
  .describe(
    'Target attribute to source: "[attribute]", "\\"constant\\"", an expression, or { source, matching, apply, default, custom }; null removes the row',
  );

const objectActions = z
  .strictObject({ create: z.boolean().optional(), update: z.boolean().optional(), delete: z.boolean().optional() })
  .describe('Target Object Actions: create, update, delete, each true or false; as they were where left out');

export const actions = z
  .strictObject({ user: objectActions.optional(), group: objectActions.optional() })
  .describe('What may be done to users and to groups at the target');

export const habitSettings = z
  .record(z.string().min(1).max(100), z.string().min(1).max(100))
  .describe("A habit's id to its setting, as in { member-add: replace }; `rehearse habits` lists them with their evidence");

export const scope = z.enum(['assigned', 'all']);

const scopingClause = z
  .union([
    z.string().min(1).max(20_000),
    z
      .strictObject({
        attribute: z.string().min(1).max(500),
        operator: z.string().min(1).max(60),
        value: z.string().max(10_000).optional().describe('Left out where the operator takes none'),
      })
      .describe('{ attribute, operator, value }, which takes the value as it is'),
  ])
  .describe('"attribute OPERATOR value", or { attribute, operator, value }');

const scopingFilterList = z
  .array(
    z
      .strictObject({
        name: z.string().min(1).max(300).describe('The title, which the logs show'),
        clauses: z
          .array(scopingClause)
          .min(1, 'A filter without a clause would let everybody pass')
          .max(100)
          .describe('Clauses that must all hold: "attribute OPERATOR value", as in "department EQUALS Sales"'),
      })
      .describe('One scoping filter: a name and its clauses'),
  )
  .max(100)
  .describe('Scoping filters, of which one has to hold; [] lets everybody pass');

export const scopingFilters = z
  .strictObject({ user: scopingFilterList.optional(), group: scopingFilterList.optional() })
  .describe('Source Object Scope of the users and of the groups; as it was where left out');

export const configurationSchema = z
  .strictObject({
    scope: scope.optional().describe('Sync only assigned users and groups, or all users and groups'),
    objectsInFlight: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe('How many objects may be worked on at once; the trace is the same whatever it is'),
    skipOutOfScopeDeletions: z
      .boolean()
      .optional()
      .describe('true: an object that leaves scope is left alone at the target instead of being disabled or deleted'),
    deletionThreshold: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe(
        'Prevent accidental deletion: how many disables and deletions of one cycle are held back; left out, none is however many',
      ),
    notificationEmail: z
      .string()
      .max(320)
      .regex(/^[^@\s]+@[^@\s]+$/, 'This is no e-mail address')
      .optional()
      .describe('Who is told of a quarantine; the message is written into the audit log and not sent'),
    habits: habitSettings.optional(),
    actions: actions.optional(),
    scopingFilters: scopingFilters.optional(),
    schema: z
      .string()
      .min(1)
      .optional()
      .describe(
        'A synchronizationSchema (JSON) with the mappings, relative to this file; what stands beside it here comes on top',
      ),
  })
  .describe('How the provisioning job is set up before the first step');

export type MappingRowContent = z.infer<typeof mappingRow>;
export type ScopingFiltersContent = z.infer<typeof scopingFilters>;
export type Configuration = z.infer<typeof configurationSchema>;
