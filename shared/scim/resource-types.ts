import { groupSchema } from './group-schema.ts';
import type { ResourceType } from './schema.ts';
import { enterpriseUserSchema, userSchema } from './user-schema.ts';

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: userSchema,
  extensions: [enterpriseUserSchema],
  requiredExtensions: [],
};

export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: groupSchema,
  extensions: [],
  requiredExtensions: [],
};

/** What every directory has. */
export const standardTypes: readonly ResourceType[] = [userType, groupType];
