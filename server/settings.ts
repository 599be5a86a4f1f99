/** What a directory does where RFC 7644 leaves a choice. */
export interface DirectorySettings {
  /** The status of a PATCH of a user that asks for no attributes (RFC 7644 §3.5.2): 200 with the user, or 204 without. */
  readonly userPatchStatus: 200 | 204;
  /** The same for a group, whose members may be many. */
  readonly groupPatchStatus: 200 | 204;
  /** Origins of web pages whose requests are let in, such as `https://console.example.test`; a browser names the page's own. */
  readonly allowedOrigins: readonly string[];
  /**
   * How directory events tell of a user who turns inactive. `deleted`, as for environments since October 2023: the user is dropped and
   * `dsync.user.deleted` is raised. `updated`, as where custom state management was asked for: the user stays, with the new state.
   */
  readonly inactiveUsers: 'deleted' | 'updated';
  /** Before 15 April 2026, `raw_attributes`, `emails`, `job_title` and `username` of an event were filled. */
  readonly eventPayload: 'current' | 'before-april-2026';
}

const standardSettings: DirectorySettings = {
  userPatchStatus: 200,
  groupPatchStatus: 204,
  allowedOrigins: [],
  inactiveUsers: 'deleted',
  eventPayload: 'current',
};

/** What is given, and for the rest what a directory does by itself. */
export function readSettings(given: Partial<DirectorySettings>): DirectorySettings {
  return { ...standardSettings, ...given };
}
