import { z } from 'zod';
import { type FaultField, faultDefinitions } from '#server/faults/fault-catalogue.ts';
import { conditionFields, methodField, nthField, operationFields } from '#server/faults/read-condition.ts';
import { PROFILE_VERSION } from '#server/faults/read-profile.ts';
import { toleranceDefinitions, tolerancePresets } from '#server/tolerances.ts';

/** The format of profiles, and of the faults in a scenario, as the server reads them. A test reads every shipped profile with it. */
export function profileSchema(): z.ZodType {
  return z
    .strictObject({
      $schema: z.string().optional(),
      version: z.literal(PROFILE_VERSION).describe('The version of this format'),
      id: id().describe('The name of the file without its ending'),
      name: z.string().describe('What it does, as a short sentence'),
      imitates: z.string().describe('What endpoint it imitates, in a few sentences'),
      sources: z.array(z.string()).min(1).describe('Where that is told: addresses, or pages by title'),
      tolerances: z
        .strictObject({
          preset: z.enum(Object.keys(tolerancePresets)),
          with: z.array(toleranceId()).optional().describe('More than the preset has'),
          without: z.array(toleranceId()).optional().describe('Less than the preset has'),
        })
        .describe('What the directory accepts although the RFCs do not'),
      settings: z
        .strictObject({ userPatchStatus: patchStatus().optional(), groupPatchStatus: patchStatus().optional() })
        .optional()
        .describe('What the directory does where the RFCs leave a choice'),
      faults: z.array(faultRule()).optional().describe('What it does wrong'),
    })
    .describe('A way in which the bundled server misbehaves, as a known endpoint does');
}

function id() {
  return z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);
}

function toleranceId() {
  return z.enum(toleranceDefinitions.map((definition) => definition.id));
}

function patchStatus() {
  return z.union([z.literal(200), z.literal(204)]);
}

function faultRule() {
  return z
    .strictObject({
      id: id().describe('Unique among the rules of a directory'),
      isOn: z.boolean().default(true).describe('Whether it is switched on from the start'),
      when: condition().optional(),
      effect: z.union(
        faultDefinitions.map(({ kind, sentence, fields }) =>
          objectOf({ kind: z.literal(kind), ...typesOf(fields) }).describe(sentence),
        ),
      ),
    })
    .describe('Which requests are treated badly, and how');
}

function condition() {
  const optional = Object.entries(conditionFields).map(([name, field]) => [name, typeOf(field).optional()] as const);
  const duration = z.string().describe('On the clock of the directory, since the rules were set: PT5M');
  return objectOf({
    ...Object.fromEntries(optional),
    method: oneOrMore(methodField).optional(),
    nth: oneOrMore(nthField).optional(),
    from: duration.optional(),
    until: duration.optional(),
    operation: objectOf(
      Object.fromEntries(Object.entries(operationFields).map(([name, field]) => [name, typeOf(field).optional()])),
    )
      .optional()
      .describe('A PATCH with one operation like this'),
  }).describe('All that is given must hold; without it every request is meant');
}

function oneOrMore(field: FaultField): z.ZodType {
  return z.union([typeOf(field), z.array(typeOf(field))]).describe(field.sentence);
}

function objectOf(shape: Readonly<Record<string, z.ZodType>>) {
  return z.strictObject(shape);
}

function typesOf(fields: Readonly<Record<string, FaultField>>): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, withDefault(field)]));
}

function withDefault(field: FaultField): z.ZodType {
  const type = typeOf(field);
  if ('default' in field && field.default !== undefined) return type.default(field.default);
  return field.type === 'text' && field.isOptional === true ? type.optional() : type;
}

function typeOf(field: FaultField): z.ZodType {
  switch (field.type) {
    case 'integer':
      return z.number().int().min(field.min).max(field.max).describe(field.sentence);
    case 'number':
      return z.number().min(field.min).max(field.max).describe(field.sentence);
    case 'boolean':
      return z.boolean().describe(field.sentence);
    case 'choice':
      return z.enum([...field.choices]).describe(field.sentence);
    case 'text':
      return z.string().describe(field.sentence);
    case 'texts':
      return z.array(z.string()).min(1).describe(field.sentence);
  }
}
