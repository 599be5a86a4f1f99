import { z } from 'zod';
import {
  expressionBatchSchema,
  expressionSchema,
  schemaCheckSchema,
  schemaDiffSchema,
  scopeBatchSchema,
  scopeSchema,
} from '#shared/scenario/command-answers.ts';
import {
  doctorSchema,
  habitsSchema,
  profilesSchema,
  runReportSchema,
  serveSchema,
  timingsSchema,
} from '#shared/scenario/run-report.ts';
import { scenarioSchema } from '#shared/scenario/scenario-schema.ts';
import { tenantFileSchema } from '#shared/scenario/tenant-schema.ts';
import { profileSchema } from './profile-schema.ts';

const schemas: Readonly<Record<string, { readonly title: string; readonly schema: z.ZodType }>> = {
  'scenario.v1.json': { title: 'SCIM Rehearsal scenario', schema: scenarioSchema },
  'tenant.v1.json': { title: 'SCIM Rehearsal tenant file', schema: tenantFileSchema },
  'run-report.v1.json': { title: 'SCIM Rehearsal run report', schema: runReportSchema },
  'timings.v1.json': { title: 'SCIM Rehearsal timings', schema: timingsSchema },
  'serve.v1.json': { title: 'SCIM Rehearsal served directory', schema: serveSchema },
  'profile.v1.json': { title: 'SCIM Rehearsal profile', schema: profileSchema() },
  'profiles.v1.json': { title: 'SCIM Rehearsal profiles', schema: profilesSchema },
  'habits.v1.json': { title: 'SCIM Rehearsal habits', schema: habitsSchema },
  'expression.v1.json': { title: 'SCIM Rehearsal expression', schema: expressionSchema },
  'expression-batch.v1.json': { title: 'SCIM Rehearsal expressions', schema: expressionBatchSchema },
  'scope.v1.json': { title: 'SCIM Rehearsal scoping filter', schema: scopeSchema },
  'scope-batch.v1.json': { title: 'SCIM Rehearsal scoping filters', schema: scopeBatchSchema },
  'schema-check.v1.json': { title: 'SCIM Rehearsal check of a schema document', schema: schemaCheckSchema },
  'schema-diff.v1.json': { title: 'SCIM Rehearsal comparison of schema documents', schema: schemaDiffSchema },
  'doctor.v1.json': { title: 'SCIM Rehearsal doctor report', schema: doctorSchema },
};

/** The JSON Schemas under docs/schemas by file name, as files of today's formats must read. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([name, { title, schema }]) => {
      const json = z.toJSONSchema(schema.meta({ ...schema.meta(), title }), { io: 'input', target: 'draft-2020-12' });
      return [name, `${print(json, '', 0)}\n`];
    }),
  );
}

const LINE_WIDTH = 130;

/** JSON as the formatter of this repository leaves it: a list of plain values on one line where it fits. */
function print(value: unknown, indent: string, precedingLength: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((member) => JSON.stringify(member)).join(', ')}]`;
    const isPlain = value.every((member) => typeof member !== 'object' || member === null);
    if (isPlain && precedingLength + line.length < LINE_WIDTH) return line;
    return `[\n${value.map((member) => inner + print(member, inner, inner.length)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return name + print(member, inner, name.length);
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}
