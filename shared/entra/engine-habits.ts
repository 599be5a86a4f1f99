import type { HabitRow } from './habits.ts';

const TUTORIAL = 'Microsoft: use-scim-to-provision-users-and-groups';
const HOW = 'Microsoft: how-provisioning-works';
const KNOWN_ISSUES = 'Microsoft: known-issues';
const CUSTOMIZE = 'Microsoft: customize-application-attributes';
const LOGS = 'Microsoft: howto-analyze-provisioning-logs';
const QUARANTINE = 'Microsoft: application-provisioning-quarantine-status';

/** Habits of the engine: when a request is sent, and when it is not. */
export const engineHabits = [
  {
    id: 'interval-40-minutes',
    sentence: 'Cycles begin 40 minutes apart; a longer one delays the next.',
    evidence: 'documented',
    source: KNOWN_ISSUES,
    defaultSetting: '40 minutes',
  },
  {
    id: 'order-users-groups-references',
    sentence: 'Users and groups first, then manager and members. Users before groups is our reading.',
    evidence: 'inferred',
    source: HOW,
    defaultSetting: 'users, groups, references, due retries',
  },
  {
    id: 'match-in-precedence',
    sentence:
      'One query for each matching attribute with a value, lowest number first, until one hits; afterwards the remembered id is used for good.',
    evidence: 'documented',
    source: `${HOW}; ${CUSTOMIZE}`,
    decidedBy: 'the matching rows of the mapping',
  },
  {
    id: 'match-answer-is-state',
    sentence: 'After a match, the difference is taken from the answer to the query; a linked object is read by id first.',
    evidence: 'inferred',
    source: `${TUTORIAL}, examples 3 to 5; time estimates for matched users`,
  },
  {
    id: 'difference-against-target',
    sentence:
      'A changed object is read, and only what differs is sent; where nothing differs it is skipped as RedundantExport. An object that did not change is not looked at, so drift in the target stays.',
    evidence: 'documented',
    source: `${TUTORIAL}; ${KNOWN_ISSUES}`,
  },
  {
    id: 're-send-unechoed',
    sentence:
      'An attribute that the target takes but does not answer was seen to be sent again in every cycle, although the object did not change.',
    evidence: 'captured',
    source: 'scimgateway issue 124; azure-docs issue 11784; sentry issue 79354',
    defaultSetting: 'off',
    settings: [
      { value: 'off', sentence: 'An object is looked at only when it changed or a retry is due.' },
      { value: 'on', sentence: 'An object whose answer lacked what was sent is looked at in the next cycle, too.' },
    ],
  },
  {
    id: 'disable-by-update',
    sentence:
      'A user who is unassigned, blocked or soft-deleted is updated by the rows that use `IsSoftDeleted`; without such a row nothing is sent.',
    evidence: 'documented',
    source: HOW,
    decidedBy: 'the mapping of `active`, with Update under Target Object Actions,',
  },
  {
    id: 'disabled-once',
    sentence: 'A user out of scope whom the target holds as disabled gets no other changes.',
    evidence: 'inferred',
    source: 'skip reason NotEffectivelyEntitled for inactive users',
  },
  {
    id: 'unassigned-unmanaged',
    sentence:
      'After an unassignment the account is disabled once and no longer managed: a later deletion sends nothing. A blocked or soft-deleted user stays managed, so that the hard deletion sends DELETE.',
    evidence: 'documented',
    source: HOW,
  },
  {
    id: 'skip-out-of-scope-deletions',
    sentence:
      'With SkipOutOfScopeDeletions a user who leaves scope is sent nothing, stays enabled in the target and is no longer managed. For groups it is inferred.',
    evidence: 'documented',
    source: 'Microsoft: skip-out-of-scope-deletions',
    defaultSetting: 'off',
    decidedBy: 'Skip out of scope deletions among the settings of the job',
  },
  {
    id: 'purge-after-30-days',
    sentence: 'A soft-deleted object is removed from the tenant for good after 30 days, which is a hard deletion.',
    evidence: 'documented',
    source: HOW,
  },
  {
    id: 'inactive-not-created',
    sentence: 'A user who is blocked in the tenant is not created.',
    evidence: 'documented',
    source: HOW,
  },
  {
    id: 'direct-members-only',
    sentence: 'An assigned group brings its direct members; a nested group is not read.',
    evidence: 'documented',
    source: HOW,
  },
  {
    id: 'dynamic-group',
    sentence:
      'A dynamic group counts like any other: who comes to fit its rule, or ceases to, joins or leaves scope. Its members are not put in by hand.',
    evidence: 'documented',
    source: `${HOW}; Microsoft: groups-dynamic-membership`,
    decidedBy: 'the rule of the group, here one attribute that equals a value',
  },
  {
    id: 'roles-by-assignment',
    sentence:
      'Roles are those of the assignments that bring an object into scope, and another role is a change of the object. With everything in scope there are none.',
    evidence: 'documented',
    source: `${CUSTOMIZE}; that a change of role has the object looked at is inferred`,
  },
  {
    id: 'out-of-scope-logged',
    sentence: 'A changed object that is not in scope has a log entry: skipped, NotEffectivelyEntitled.',
    evidence: 'documented',
    source: LOGS,
  },
  {
    id: 'group-leaves-scope',
    sentence: 'A group that is unassigned or deleted is deleted in the target, if Delete is on.',
    evidence: 'documented',
    source: TUTORIAL,
    decidedBy: 'Delete under Target Object Actions',
  },
  {
    id: 'group-takes-members-along',
    sentence: 'Members who were in scope through that group alone are disabled in the same cycle.',
    evidence: 'inferred',
    source: `${HOW}: leaving the last assignment is what disables`,
  },
  {
    id: 'delete-404-is-gone',
    sentence: 'A deletion that is answered with 404 counts as done. What the service makes of it is not documented.',
    evidence: 'inferred',
    source: 'the validator regards it as correct',
  },
  {
    id: 'manager-out-of-scope',
    sentence:
      'A manager who is not in scope is skipped and not made up for until a restart. Here a later change of the user makes up for it as well.',
    evidence: 'documented',
    source: KNOWN_ISSUES,
  },
  {
    id: 'member-out-of-scope',
    sentence:
      'A group is provisioned without members who are not in scope. Here a later change of the group makes up for it; in Entra a restart does.',
    evidence: 'documented',
    source: KNOWN_ISSUES,
  },
  {
    id: 'members-not-read',
    sentence:
      'Memberships are compared with what was exported before, not with the target. A member who was exported stays until leaving the group, also when disabled.',
    evidence: 'inferred',
    source: 'learn.microsoft.com question 2278290',
  },
  {
    id: 'references-are-updates',
    sentence: 'A manager or member goes out as an update, after a creation too: with Update off neither is sent.',
    evidence: 'inferred',
    source: `${HOW}: references are additional updates`,
    decidedBy: 'Update under Target Object Actions',
  },
  {
    id: 'reference-unresolved',
    sentence: 'A manager or member who is in scope but failed to be created fails the reference, and it is retried.',
    evidence: 'documented',
    source: 'Microsoft: application-provisioning-log-analytics',
  },
  {
    id: 'linked-gone-invalid-anchor',
    sentence: 'A linked resource that answers 404 fails as InvalidAnchor; it is not created again until a full restart.',
    evidence: 'documented',
    source: LOGS,
  },
  {
    id: 'duplicates-fail',
    sentence: 'Two hits of a matching query fail as DuplicateTargetEntries.',
    evidence: 'documented',
    source: LOGS,
  },
  {
    id: 'missing-match-skipped',
    sentence: 'An object without a matching value is skipped as ImportSkipped before its scope is looked at.',
    evidence: 'documented',
    source: LOGS,
  },
  {
    id: 'probe-fails-cycle',
    sentence: 'A probe that is refused, unknown, unreadable or not answered ends the cycle before any object is looked at.',
    evidence: 'documented',
    source: QUARANTINE,
  },
  {
    id: 'restart-keeps-links',
    sentence:
      'A restart from the portal clears watermark, escrows and quarantine and keeps the links; only `Full` and `ConnectorDataStore` match everything anew.',
    evidence: 'documented',
    source: `${HOW}; Microsoft Graph: synchronizationJobRestartCriteria`,
    decidedBy: 'the reset scope of the restart',
  },
  {
    id: 'on-demand-limits',
    sentence:
      'Provision on demand takes one user, or one group with up to five members, sends no roles, and does not find users who are blocked or deleted in the tenant.',
    evidence: 'documented',
    source: 'Microsoft: provision-on-demand',
  },
  {
    id: 'on-demand-references',
    sentence:
      'On demand a manager who is in the target is sent; one who is not is left to a cycle. Whether Entra sends references then is not documented.',
    evidence: 'inferred',
    source: 'Microsoft: provision-on-demand, which does not name it among its limits',
  },
  {
    id: 'target-lost-ends-cycle',
    sentence:
      'A target that goes away in the middle of a cycle ends it, the watermark stays, and the job is quarantined. When the service does so is not published for this case.',
    evidence: 'inferred',
    source: QUARANTINE,
    defaultSetting: 'after ten objects in a row without an answer',
  },
  {
    id: 'old-values-logged',
    sentence: 'Modified properties name the new value only. Here the old one is shown too, as the target answered it.',
    evidence: 'captured',
    source: 'published provisioning log records',
    defaultSetting: 'old values shown',
  },
  {
    id: 'retry-steps-logged',
    sentence:
      'The log of a retry begins with `EntryEscrowRetry` in place of the import, and was seen without scoping and matching. Here both are shown, for requests belong to them.',
    evidence: 'captured',
    source: 'SumoLogic documentation, provisioning log of a SCIM job',
    defaultSetting: 'scoping and matching shown',
  },
  {
    id: 'group-named-by-id',
    sentence:
      'After a change of its members alone, the sentences of the log name a group by its object id. Here they go on with its display name.',
    evidence: 'captured',
    source: 'published provisioning log record of 2026 (graph2otel)',
    defaultSetting: 'display name',
  },
] as const satisfies readonly HabitRow[];
