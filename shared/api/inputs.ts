// What inputs of the contract are made of.
import { oc } from '@orpc/contract';
import { z } from 'zod';

/** Every refusal is one shape: what was wrong is the message; where and what to do next are data. */
export const base = oc.errors({
  REFUSED: { message: 'Refused.', data: z.object({ place: z.string(), remedy: z.string() }) },
});
export const none = z.object({}).default({});
export const paging = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
};
export const page = { search: z.string().max(200).default(''), ...paging };
export const appId = z.string().min(1).max(100);
export const directoryId = z.string().min(1).max(100);
export const objectId = z.string().min(1).max(100);
export const app = z.object({ appId });
