import type { HabitRow } from './habits.ts';

const TUTORIAL = 'Microsoft: use-scim-to-provision-users-and-groups';
const HOW = 'Microsoft: how-provisioning-works';
const LOGS = 'Microsoft: howto-analyze-provisioning-logs';
const QUARANTINE = 'Microsoft: application-provisioning-quarantine-status';

/** Habits of the engine around an object that fails: what it is called, and when it is tried again. */
export const failureHabits = [
  {
    id: 'escrow-schedule',
    sentence:
      'A failed object is retried in the next cycle, then 6, 12 and 24 hours after its first failure, then every 24 hours until day 28.',
    evidence: 'documented',
    source: `${QUARANTINE}; ${HOW}; the first retry is captured`,
  },
  {
    id: 'second-retry',
    sentence:
      'The distances of the retries are counted from the first failure. In the one published capture the second retry came six hours after the first one instead.',
    evidence: 'documented',
    source: `${QUARANTINE}; the capture: SumoLogic documentation, provisioning log of a SCIM job`,
    defaultSetting: 'after-first-failure',
    settings: [
      { value: 'after-first-failure', sentence: 'The second retry is due six hours after the first failure.' },
      {
        value: 'after-first-retry',
        sentence: 'The second retry is due six hours after the first retry failed; the later ones count from the first failure.',
      },
    ],
  },
  {
    id: 'lost-member-answer',
    sentence:
      'A membership counts as exported once the target confirmed it. Where the answer was lost the same request is sent again at the retry, and whether the target had acted is not asked: members are never read back. A target that refuses to add a member twice, or to remove one who is gone, keeps the group in escrow.',
    evidence: 'inferred',
    source: 'RFC 7644 section 3.5.2.1: adding a value that is there changes nothing; what the service does is not published',
    defaultSetting: 'sent again',
  },
  {
    id: 'lost-deletion-answer',
    sentence:
      'A deletion whose answer was lost is sent again at the retry, to the same id. If the target had acted it answers 404, which counts as done.',
    evidence: 'inferred',
    source: 'follows from `delete-404-is-gone`; what the service does is not published',
    defaultSetting: 'sent again',
  },
  {
    id: 'first-retry',
    sentence:
      'A failed operation is tried again in the next cycle. The article about quarantine begins its list of retries six hours after the first failure instead, without one in the next cycle.',
    evidence: 'documented',
    source: `${HOW}; captured: SumoLogic documentation, provisioning log of a SCIM job; the other reading: ${QUARANTINE}`,
    defaultSetting: 'next-cycle',
    settings: [
      { value: 'next-cycle', sentence: 'The first retry is due at once, which is the next cycle.' },
      { value: 'after-six-hours', sentence: 'The first retry is due six hours after the failure, the second one after twelve.' },
    ],
  },
  {
    id: 'retry-after',
    sentence:
      'A 429 fails the object, and an automatic retry follows. Whether Retry-After is read is told in two ways: Microsoft once answered that it is not yet; an answer of 2025 has it that only what was refused is tried again, once the time is over.',
    evidence: 'captured',
    source: `${LOGS}; feedback.azure.com 38354572 (about 2019); the other reading: learn.microsoft.com question 2284725 (2025)`,
    defaultSetting: 'ignored',
    settings: [
      { value: 'ignored', sentence: 'An object that was throttled is retried on the schedule of every failure.' },
      {
        value: 'honoured',
        sentence:
          'An object that was throttled is retried by the first cycle after the time that Retry-After names, however often it failed before; 503 with Retry-After is treated alike.',
      },
    ],
  },
  {
    id: 'codes-by-status',
    sentence:
      'What a refused request is called follows from its status and from what it was for. A status that no document names is ServiceIncompatible, 408 a Timeout, and 410 says what 404 says: that is our reading.',
    evidence: 'documented',
    source: `${LOGS}; 400: sentry issue 79354`,
    defaultSetting: 'the table in the guide to errors',
  },
  {
    id: 'conflict-code',
    sentence:
      "A 409 is logged as SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering; Microsoft's table calls it Conflict.",
    evidence: 'captured',
    source: `learn.microsoft.com question 1185756; the other name: ${LOGS}`,
    defaultSetting: 'captured',
    settings: [
      { value: 'captured', sentence: '`SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering`.' },
      { value: 'documented', sentence: '`Conflict`.' },
    ],
  },
  {
    id: 'members-despite-exclusion',
    sentence:
      'A group whose members are in the answer although they were excluded fails as SystemForCrossDomainIdentityManagementMultipleEntriesInResponse. An empty list of members is no failure.',
    evidence: 'documented',
    source: LOGS,
    defaultSetting: 'fails',
    settings: [
      { value: 'fails', sentence: 'The group fails, and waits for its retry.' },
      { value: 'tolerated', sentence: 'The members in the answer are passed over.' },
    ],
  },
  {
    id: 'changed-id-ignored',
    sentence:
      'Where a read by id is answered with another id, the remembered one stays, and the log has a warning. What the service makes of it is not published.',
    evidence: 'inferred',
    source: `${TUTORIAL}: the id of a resource does not change`,
  },
  {
    id: 'required-value-missing',
    sentence:
      'An object that lacks a value for a required attribute of the target is not created. A published log entry is skipped as AttributeValidationFailed; the reference of attribute definitions and the table of error codes speak of an error.',
    evidence: 'captured',
    source: `elastic/integrations, raw provisioning log record; the other reading: Microsoft Graph: attributeDefinition, and ${LOGS}`,
    defaultSetting: 'skipped',
    settings: [
      { value: 'skipped', sentence: 'Skipped as AttributeValidationFailed; looked at again when the object changes.' },
      { value: 'fails', sentence: 'Failed as MandatoryFieldsMissing; retried like every failure.' },
    ],
  },
] as const satisfies readonly HabitRow[];
