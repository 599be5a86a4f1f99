import { z } from 'zod';
import { configurationSchema } from './configuration-schema.ts';
import { stepSchema } from './step-schema.ts';

export const SCENARIO_VERSION = 1;

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

const profile = z
  .string()
  .min(1)
  .max(500)
  .describe('How the bundled server misbehaves: an id that `rehearse profiles` lists, or the path of a profile beside this file');

const faults = z
  .array(z.record(z.string(), z.json()))
  .min(1)
  .max(100)
  .describe('Rules by which the bundled server misbehaves, beside those of the profile; profile.v1.json says what a rule is');

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'This is no name of an environment variable');

const client = z
  .strictObject({
    tokenEndpoint: z.string().min(1).describe('The address that hands out access tokens'),
    clientId: z.string().min(1).describe('The client identifier'),
    clientSecretEnv: variable.describe("The environment variable that holds the client's secret"),
    location: z.enum(['header', 'body']).describe('Where identifier and secret stand in the token request'),
    oauthScope: z
      .string()
      .min(1)
      .optional()
      .describe('What the token is for, where the endpoint asks; several with blanks between'),
  })
  .describe('OAuth 2 client credentials, in place of a bearer token');

const target = z
  .union([
    z.literal('local'),
    z
      .strictObject({
        local: localTarget.optional(),
        profile: profile.optional(),
        faults: faults.optional(),
        url: z.string().min(1).optional().describe('The tenant URL of a SCIM endpoint; writing to it takes --allow-writes'),
        tokenEnv: variable.optional().describe('The environment variable that holds the bearer token'),
        client: client.optional(),
      })
      .refine(
        ({ local, profile, faults, url }) => ((local ?? profile ?? faults) === undefined) !== (url === undefined),
        'A target is either local, with or without a profile and faults, or a url',
      )
      .refine(({ url, tokenEnv }) => tokenEnv === undefined || url !== undefined, 'tokenEnv goes with a url')
      .refine(({ url, client }) => client === undefined || url !== undefined, 'A client goes with a url')
      .refine(({ tokenEnv, client }) => tokenEnv === undefined || client === undefined, 'Give either tokenEnv or a client'),
  ])
  .describe('"local", { local: {...}, profile, faults }, { url, tokenEnv } or { url, client }');

export const scenarioSchema = z
  .strictObject({
    version: z.literal(SCENARIO_VERSION).describe('The version of this format: 1'),
    name: z.string().min(1).max(300).describe('What the scenario shows, as a sentence'),
    description: z.string().max(10_000).optional().describe('More about it'),
    tenant: z.string().min(1).describe('The tenant file, relative to this one'),
    target: target.default('local'),
    configuration: configurationSchema.optional(),
    seed: z.number().int().min(0).default(1).describe('All ids follow from it'),
    steps: z.array(stepSchema).min(1).max(10_000).describe('What happens, in order'),
  })
  .describe('A rehearsal: a tenant, a target, and what happens step by step');

export type ScenarioContent = z.infer<typeof scenarioSchema>;
