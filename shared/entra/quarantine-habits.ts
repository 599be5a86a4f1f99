import type { HabitRow } from './habits.ts';

const QUARANTINE = 'Microsoft: application-provisioning-quarantine-status';
const DELETIONS = 'Microsoft: accidental-deletions';
const GRAPH = 'Microsoft Graph: synchronizationQuarantine';

/** Habits of a job as a whole: when it is quarantined, how it gets out, and when deletions are held back. */
export const quarantineHabits = [
  {
    id: 'job-failure-quarantines',
    sentence:
      'Refused credentials, an endpoint that is not compliant (a 404 in place of an empty list) or cannot be reached quarantine the job at once, on its first run too: EncounteredQuarantineException.',
    evidence: 'documented',
    source: `${QUARANTINE}; first run: Microsoft, tutorial of AWS SSO; that an endpoint which cannot be reached counts among them is inferred`,
  },
  {
    id: 'job-failure-not-logged',
    sentence:
      'A job that fails as a whole writes no provisioning logs: its status and the audit log tell of it. After a token expired the logs simply stopped.',
    evidence: 'captured',
    source: 'azure-docs issue 96063',
  },
  {
    id: 'quarantine-limits',
    sentence:
      'Objects that failed are judged from 5,000 on: more than 40 % of the events, or more than 40,000 failures without managers and members, or more than 60,000 with them, quarantine the job. Which reason goes with which number, and that those of one cycle are counted, is our reading.',
    evidence: 'documented',
    source: `${QUARANTINE}; the reasons: ${GRAPH}`,
    defaultSetting: 'documented',
    settings: [
      { value: 'documented', sentence: '5,000, 40 %, 40,000 and 60,000.' },
      {
        value: 'shortened',
        sentence: 'Not Entra: a thousandth of each count (5, 40 and 60), so that a rehearsal with a few people gets there.',
      },
    ],
  },
  {
    id: 'quarantine-events',
    sentence:
      'The share of failures is taken of the objects that were exported or failed. Whether objects that were skipped count among the events is not said.',
    evidence: 'inferred',
    source: `${QUARANTINE}, its examples`,
    defaultSetting: 'exported',
    settings: [
      { value: 'exported', sentence: 'Failed, against failed and exported.' },
      { value: 'all', sentence: 'Failed, against everything that was looked at, skipped objects too.' },
    ],
  },
  {
    id: 'escrows-pruned',
    sentence:
      'Where so many objects fail in an initial cycle the job is not quarantined: the cycle goes on to its end, retries are forgotten (escrowsPruned), and the job pauses.',
    evidence: 'documented',
    source: 'Microsoft Graph: synchronizationStatus',
  },
  {
    id: 'quarantine-back-off',
    sentence:
      'In quarantine a job is tried less and less often, in the end once a day. The first attempt was seen after five minutes; what lies between is inferred.',
    evidence: 'inferred',
    source: `${QUARANTINE}; Microsoft, tutorial of AWS SSO; against it: azure-docs issue 50768, a banner that says once per 24 hours`,
    defaultSetting: 'doubling',
    settings: [
      { value: 'doubling', sentence: 'Five minutes, then twice as long each time, up to 24 hours.' },
      { value: 'daily', sentence: 'Every 24 hours from the beginning, as a banner of the portal said.' },
    ],
  },
  {
    id: 'quarantine-leaves',
    sentence:
      'A job leaves quarantine with the first cycle without the errors, or by Start or Restart. For objects that failed, one retry that succeeds is enough; while nobody is due it stays. Reports say that new credentials alone are tried with the next attempt; here saving them starts the job anew, as a press on Start does.',
    evidence: 'documented',
    source: `${QUARANTINE}; that it stays while nobody is due is inferred; new credentials: learn.microsoft.com question 1123095`,
  },
  {
    id: 'quarantine-mail',
    sentence:
      'Notification Email gets one message when a job is quarantined, and another where the reason changes. Here it is written into the audit log and not sent.',
    evidence: 'documented',
    source: `${QUARANTINE}; the words of the message are not published`,
    decidedBy: 'Notification Email among the settings of the job',
  },
  {
    id: 'quarantine-ends-disabled',
    sentence: 'After four weeks in quarantine the job is disabled. Start or Restart take it up again.',
    evidence: 'documented',
    source: `${QUARANTINE}; what Graph shows of a job that was disabled is inferred`,
    defaultSetting: '28 days after it was first imposed',
  },
  {
    id: 'deletion-prevention',
    sentence:
      'Disables and deletions of users and groups in one cycle are counted; from the threshold on none of them is sent: they are staged, the job is quarantined (TooManyDeletes), and each is logged as StagedDelete.',
    evidence: 'documented',
    source: `${DELETIONS}; the status and steps of such a log entry are not published`,
    decidedBy: 'Prevent accidental deletion among the settings of the job, off by default',
  },
  {
    id: 'deletion-threshold',
    sentence:
      'A threshold of 500 lets 499 through. The article of applications says both "when the threshold is met" and "does not exceed".',
    evidence: 'documented',
    source: `${DELETIONS}; Microsoft: how-to-accidental-deletes of cloud sync, which has the number`,
    defaultSetting: 'at-or-above',
    settings: [
      { value: 'at-or-above', sentence: 'As many as the threshold are held back.' },
      { value: 'above', sentence: 'As many as the threshold are let through.' },
    ],
  },
  {
    id: 'staged-others-go-out',
    sentence:
      'Creates and updates of a cycle in which deletions are staged go out. Disables and deletions wait until every object was looked at.',
    evidence: 'inferred',
    source: `${DELETIONS}, which does not say`,
  },
  {
    id: 'staged-until-decided',
    sentence:
      'What was staged waits until it is allowed (ForceDeletes), until its object needs no deletion any more, or for a restart: a restart before the cause was mended lets the deletions happen. What comes up meanwhile is staged, too.',
    evidence: 'documented',
    source: `${DELETIONS}; what comes up meanwhile is inferred`,
  },
  {
    id: 'staged-rejected',
    sentence:
      'Entra has no button to reject: people undo the cause and restart. Here Reject forgets what was staged; the accounts stay as they are, and whoever still ought to go is counted anew when a cycle looks at them.',
    evidence: 'inferred',
    source: `${DELETIONS}; the button is ours`,
  },
] as const satisfies readonly HabitRow[];
