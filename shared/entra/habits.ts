import { engineHabits } from './engine-habits.ts';
import { wireHabits } from './wire-habits.ts';

/** How we know a habit. Inferred ones are our best reading, never presented as Microsoft's word. */
type Evidence = 'documented' | 'captured' | 'inferred';

/** A known way of the provisioning client that a plain reading of the RFC, or of the portal, does not tell. */
export interface Habit {
  readonly id: string;
  readonly area: 'wire' | 'engine';
  /** What Entra does. */
  readonly sentence: string;
  readonly evidence: Evidence;
  readonly source: string;
  /** How it is set here. */
  readonly defaultSetting: string;
  /** What changes it; `none yet` where nothing does. */
  readonly switch: string;
}

/** A row of the tables: `on`, and without a switch, unless it says otherwise. */
export type HabitRow = Pick<Habit, 'id' | 'sentence' | 'evidence' | 'source'> & Partial<Pick<Habit, 'defaultSetting' | 'switch'>>;

/** Every habit that the composer and the engine really have, in the order of docs/FIDELITY.md. */
export const habits: readonly Habit[] = [
  ...wireHabits.map((row): Habit => ({ defaultSetting: 'on', switch: 'none yet', ...row, area: 'wire' })),
  ...engineHabits.map((row): Habit => ({ defaultSetting: 'on', switch: 'none yet', ...row, area: 'engine' })),
];

/** What a rehearsal does not show, so that nobody relies on its absence. */
export const notSimulated: readonly string[] = [
  'Provision on demand.',
  'Quarantine: thresholds of 5,000, 40 % and 40,000 failures, the reduced frequency, its e-mails, and the end of the job after four weeks. A failed probe ends the cycle; the next one is due as usual.',
  'Accidental deletion prevention: the setting is kept, but no deletion is staged.',
  'Scoping filters by attribute. Scope is by assignment, or everything.',
  'Expression functions beside Append, Coalesce, IIF, Join, Not, Replace (of a literal), SingleAppRoleAssignment, Switch, ToLower and ToUpper: an expression with another one is refused where it is entered.',
  'OAuth client credentials, code grant and workload identity federation; the token that Entra makes itself where the secret token is blank.',
  'Schema discovery (`GET /Schemas`), which the service does for gallery applications only.',
  'AppRoleAssignmentsComplex and its JSON inside a string.',
  'Requests about one group in parallel. Here members follow one another.',
  'Retry-After: reports about it conflict. A 429 fails the object, which is retried like any other.',
  'An answer that lists members although they were excluded, which Entra may refuse.',
  'Refusing special characters in a matching value. The query goes out as it is, and the endpoint answers what it answers.',
  'DuplicateSourceEntries: two objects of the tenant that match the same resource are both linked to it.',
  'SkipOutOfScopeDeletions, and applications that are sent DELETE in place of a disable.',
  'Restoring memberships, device and contact objects, and jobs of the kind `customappsso` with their habits of before 2018-12-18.',
  'TLS limits of the service: version, cipher suites, list of trusted authorities, source addresses.',
];
