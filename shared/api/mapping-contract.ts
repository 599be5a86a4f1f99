// Attribute mappings, expressions, and the schema document.
import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import { app, appId, base, objectId } from './inputs.ts';
import type {
  ExpressionEvaluationView,
  MappingPreviewView,
  MappingView,
  SchemaComparisonView,
  ScopeCountView,
  TargetCheckView,
} from './mapping-views.ts';

const mappingSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Attribute'), name: z.string().min(1).max(500) }),
  z.object({ type: z.literal('Constant'), value: z.string().max(10_000) }),
  z.object({ type: z.literal('Function'), expression: z.string().min(1).max(10_000) }),
  z.object({ type: z.literal('None') }),
]);
const clauseGroups = z
  .array(
    z.object({
      name: z.string().max(300),
      clauses: z
        .array(
          z.object({
            attribute: z.string().min(1).max(500),
            operator: z.string().min(1).max(60),
            values: z.array(z.string().max(10_000)).max(100).readonly(),
          }),
        )
        .max(100)
        .readonly(),
    }),
  )
  .max(100)
  .readonly();
const scopingFilter = z.object({ groups: clauseGroups, inputFilterGroups: clauseGroups, categoryFilterGroups: clauseGroups });
const targetDefinition = z.object({
  name: z.string().min(1).max(500),
  type: z.enum(['String', 'Boolean', 'Reference', 'Integer', 'DateTime', 'Binary']),
  isAnchor: z.boolean(),
  isRequired: z.boolean(),
  isMultivalued: z.boolean(),
  isCaseExact: z.boolean(),
  referencedObjects: z.array(z.string().max(300)).max(20).readonly(),
});
const objectMapping = z.object({
  name: z.string().min(1).max(200),
  enabled: z.boolean(),
  sourceObjectName: z.enum(['User', 'Group']),
  targetObjectName: z.string().min(1).max(300),
  flowTypes: z.object({ add: z.boolean(), update: z.boolean(), delete: z.boolean() }),
  attributeMappings: z
    .array(
      z.object({
        targetAttributeName: z.string().min(1).max(500),
        source: mappingSource,
        matchingPriority: z.number().int().min(0).max(100),
        flowType: z.enum(['Always', 'ObjectAddOnly', 'MultiValueAddOnly', 'ValueAddOnly', 'AttributeAddOnly']),
        defaultValue: z.string().max(10_000).nullable(),
      }),
    )
    .max(500)
    .readonly(),
  scope: scopingFilter.nullable(),
  targetAttributes: z.array(targetDefinition).max(2000).readonly(),
});
const schemaText = z.string().max(10_000_000);

export const mappings = {
  read: base.input(z.object({ appId, type: z.enum(['User', 'Group']) })).output(type<MappingView>()),
  /** Restarts the job with an initial cycle, as in Entra. */
  save: base.input(z.object({ appId, mapping: objectMapping })).output(type<MappingView>()),
  restoreDefaults: base.input(app).output(type<null>()),
  /** What an unsaved mapping gives for one object, and the requests it would cause; nothing is sent. */
  preview: base.input(z.object({ appId, mapping: objectMapping, objectId })).output(type<MappingPreviewView>()),
  /** Counts who passes the scoping filters of an unsaved mapping, over the whole tenant, as it goes; the last answer has `isDone`. */
  countScope: base.input(z.object({ appId, mapping: objectMapping })).output(eventIterator(type<ScopeCountView>())),
  /** Asks the target for its /Schemas and says which target attributes of an unsaved mapping it does not know. */
  checkTarget: base.input(z.object({ appId, mapping: objectMapping })).output(type<TargetCheckView>()),
};

export const expressions = {
  /** One expression step by step, for an object of the tenant (null: none), with attributes given by hand on top. */
  evaluate: base
    .input(
      z.object({
        appId,
        expression: z.string().max(20_000),
        objectId: objectId.nullable(),
        attributes: z.record(z.string().max(200), z.union([z.string().max(10_000), z.array(z.string().max(10_000)).max(1000)])),
        existingTargetValues: z.array(z.string().max(10_000)).max(1000).default([]),
      }),
    )
    .output(type<ExpressionEvaluationView>()),
};

export const schema = {
  /** The whole configuration as Microsoft Graph's synchronizationSchema, in the portal's download format. */
  read: base.input(app).output(type<{ readonly name: string; readonly text: string }>()),
  /** What importing this would change, and what is wrong with it; nothing is changed. `table`: an attribute-mapping table as CSV or pasted text. */
  compare: base
    .input(z.object({ appId, format: z.enum(['graph', 'table']), text: schemaText }))
    .output(type<SchemaComparisonView>()),
  /** Replaces mappings, scoping filters and attribute lists, and restarts the job as a saved mapping does. */
  import: base
    .input(z.object({ appId, format: z.enum(['graph', 'table']), text: schemaText }))
    .output(type<SchemaComparisonView>()),
};
