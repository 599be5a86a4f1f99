import type { Link } from '#shared/engine/effect.ts';
import { isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { Expectation } from '#shared/scenario/expectation-schema.ts';
import type { Plan } from './plan.ts';
import type { Obstacle } from './scenario-changes.ts';
import { type JobNow, jobDifferences } from './scenario-job-expectation.ts';
import type { LogEntry, Tally } from './scenario-tally.ts';
import type { TargetCounts } from './scenario-target.ts';

/** What is so, as far as an expectation asks for it. Counts are of the stretch since the last expectation. */
export interface Actual {
  readonly tally: Tally;
  readonly escrows: number;
  target(): TargetCounts;
  log(): readonly LogEntry[];
  /** The GUID of a key, also of one that was deleted for good. */
  idOf(key: string): string;
  linkOf(key: string): Link | undefined;
  /** What the bundled server holds for a user or group; undefined where it holds nothing. */
  resourceOf(key: string): Json | undefined;
  /** What was last planned; null where nothing was since the last expectation. */
  readonly planned: Plan | null;
  job(): JobNow;
}

/** What is not as expected; nothing where all is. */
export function judge(expectation: Expectation, actual: Actual): readonly Obstacle[] {
  const { requests = {}, failures = 0, escrows, target } = expectation;
  const sent = actual.tally.requests;
  const held = target === undefined ? undefined : actual.target();
  return [
    ...countDifferences(requests, sent, 'requests'),
    ...writeDifferences(expectation, sent),
    ...failureDifference(failures, actual.tally),
    ...(escrows === undefined ? [] : difference('objects in escrow', escrows, actual.escrows)),
    ...logDifferences(expectation, actual),
    ...linkDifferences(expectation, actual),
    ...planDifferences(expectation, actual),
    ...(expectation.job === undefined ? [] : jobDifferences(expectation.job, actual.job())),
    ...(held === undefined
      ? []
      : (['users', 'activeUsers', 'groups'] as const).flatMap((what) => {
          const expected = target?.[what];
          return expected === undefined ? [] : difference(`${NAMES[what]} at the target`, expected, held[what]);
        })),
    ...resourceDifferences(expectation, actual),
  ];
}

const SEE_TRACE = 'Run with --trace to see each request and why it was sent.';
const NAMES = { users: 'users', activeUsers: 'active users', groups: 'groups' } as const;

type Counts = Readonly<Record<string, number>>;

function countDifferences(expected: Counts, actual: Counts, noun: string): readonly Obstacle[] {
  return Object.entries(expected).flatMap(([kind, count]) => difference(`${kind} ${noun}`, count, actual[kind] ?? 0));
}

function difference(what: string, expected: number, actual: number): readonly Obstacle[] {
  return expected === actual ? [] : [{ message: `${what}: expected ${expected}, found ${actual}.`, remedy: SEE_TRACE }];
}

function writeDifferences({ requests = {}, noOtherWrites, noDelete }: Expectation, sent: Counts): readonly Obstacle[] {
  const others = Object.entries(sent).filter(([kind]) => !kind.startsWith('GET ') && !Object.hasOwn(requests, kind));
  const deletions = Object.entries(sent).filter(([kind]) => kind.startsWith('DELETE '));
  return [
    ...(noOtherWrites === true && others.length > 0 ? [sentAlthough('no other write', others)] : []),
    ...(noDelete === true && deletions.length > 0 ? [sentAlthough('no DELETE', deletions)] : []),
  ];
}

function sentAlthough(expected: string, found: readonly (readonly [string, number])[]): Obstacle {
  const counts = found.map(([kind, count]) => `${count} ${kind}`).join(', ');
  return { message: `Expected ${expected}, sent ${counts}.`, remedy: SEE_TRACE };
}

function failureDifference(expected: number, { failures }: Tally): readonly Obstacle[] {
  if (failures.length === expected) return [];
  return [
    {
      message: `log entries that failed: expected ${expected}, found ${failures.length}.`,
      remedy:
        failures.length > expected
          ? 'See the reasons at the step that sent them; if they are what you rehearse, say so with "failures".'
          : SEE_TRACE,
    },
  ];
}

/** Each expected entry takes one that was logged, so that two alike ask for two. */
function logDifferences({ log = [] }: Expectation, actual: Actual): readonly Obstacle[] {
  const left = log.length === 0 ? [] : [...actual.log()];
  return log.flatMap((expected): readonly Obstacle[] => {
    const { who, ...wanted } = expected;
    const found = left.findIndex(
      (entry) =>
        entry.sourceId === actual.idOf(who) &&
        (['action', 'status', 'skipReason', 'errorCode'] as const).every(
          (part) => wanted[part] === undefined || wanted[part] === entry[part],
        ),
    );
    if (found >= 0) {
      left.splice(found, 1);
      return [];
    }
    const others = actual.log().filter(({ sourceId }) => sourceId === actual.idOf(who));
    const logged = others.map(wordsOf).join('; ') || 'nothing';
    const message = `Expected a log entry for ${who} with ${Object.values(wanted).join(', ') || 'anything'}; logged was ${logged}.`;
    return [{ message, remedy: SEE_TRACE }];
  });
}

function wordsOf({ action, status, skipReason, errorCode }: LogEntry): string {
  return [action, status, skipReason, errorCode].filter((part) => part !== null).join(' ');
}

function linkDifferences({ links = {} }: Expectation, actual: Actual): readonly Obstacle[] {
  return Object.entries(links).flatMap(([key, expected]) => {
    const link = actual.linkOf(key);
    const found = link === undefined ? 'none' : link.isManaged ? link.origin : 'unmanaged';
    return found === expected
      ? []
      : [{ message: `link of ${key}: expected ${expected}, found ${found}.`, remedy: 'Unmanaged: it left scope before.' }];
  });
}

function planDifferences({ planned }: Expectation, actual: Actual): readonly Obstacle[] {
  if (planned === undefined) return [];
  if (actual.planned === null) {
    return [{ message: 'Nothing was planned since the last expect.', remedy: 'Put "plan: {}" before it.' }];
  }
  const counts = actual.planned.requestCounts;
  const kinds = new Set([...Object.keys(planned), ...Object.keys(counts)]);
  const everyKind = Object.fromEntries([...kinds].sort().map((kind) => [kind, planned[kind] ?? 0]));
  return countDifferences(everyKind, counts, 'planned');
}

function resourceDifferences({ resources = {} }: Expectation, actual: Actual): readonly Obstacle[] {
  return Object.entries(resources).flatMap(([key, attributes]): readonly Obstacle[] => {
    const resource = actual.resourceOf(key);
    if (!isJsonObject(resource)) {
      return [{ message: `There is no resource of ${key} at the target.`, remedy: 'Look at its link with "links".' }];
    }
    return Object.entries(attributes).flatMap(([name, expected]) => {
      const found = resource[name] ?? null;
      const wanted = name === 'members' ? asMembers(expected, actual) : expected;
      const comparable = name === 'members' ? memberIds(found) : found;
      return holds(wanted, comparable)
        ? []
        : [
            {
              message: `${name} of ${key}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}.`,
              remedy: SEE_TRACE,
            },
          ];
    });
  });
}

/** Objects are compared in the keys that are expected, everything else as a whole. */
function holds(expected: Json, found: Json): boolean {
  if (!isJsonObject(expected) || !isJsonObject(found)) return isEqualJson(expected, found);
  return Object.entries(expected).every(([name, value]) => holds(value, found[name] ?? null));
}

/** Members are expected by key, in any order. */
function asMembers(expected: Json, actual: Actual): Json {
  if (!Array.isArray(expected)) return expected;
  return expected.map((key: Json) => actual.linkOf(String(key))?.targetId ?? String(key)).sort();
}

function memberIds(found: Json): Json {
  const members: readonly Json[] = Array.isArray(found) ? found : [];
  return members.map((member) => (isJsonObject(member) ? String((member as JsonObject)['value']) : String(member))).sort();
}
