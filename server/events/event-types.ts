/** The twelve directory events. Source: WorkOS's published OpenAPI document, the two of tokens as of 2026. */
export const directoryEventTypes = [
  'dsync.activated',
  'dsync.deleted',
  'dsync.user.created',
  'dsync.user.updated',
  'dsync.user.deleted',
  'dsync.group.created',
  'dsync.group.updated',
  'dsync.group.deleted',
  'dsync.group.user_added',
  'dsync.group.user_removed',
  'dsync.token.created',
  'dsync.token.revoked',
] as const;

export type DirectoryEventType = (typeof directoryEventTypes)[number];
