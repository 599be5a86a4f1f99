import { clauseSentence } from '#shared/entra/scoping-filter-text.ts';
import type { Expectation } from './expectation-schema.ts';
import type { ActionSwitches, Advance, MappingRows, ScenarioAction, ScopingFilters } from './scenario.ts';

type ActionOf<Kind extends ScenarioAction['kind']> = Extract<ScenarioAction, { readonly kind: Kind }>;

/** What a step does, as one line of a report. */
export function sentenceForStep(action: ScenarioAction): string {
  switch (action.kind) {
    case 'testConnection':
      return 'Test the connection';
    case 'setMapping':
      return `Map ${[...mappingWords('user', action.user), ...mappingWords('group', action.group)].join(', ') || 'nothing anew'}`;
    case 'setScope':
      return action.scope === 'all' ? 'Provision all users and groups' : 'Provision only assigned users and groups';
    case 'setHabit':
      return `Set ${pairs(action.habits, (id, setting) => `the habit ${id} to ${setting}`) || 'no habit'}`;
    case 'setActions':
      return `Switch ${switchWords(action.actions)}`;
    case 'setScopingFilters':
      return filterWords(action.filters);
    case 'assign':
      return `Assign ${action.assignments.map(({ key, role }) => (role === null ? key : `${key} as ${role}`)).join(', ')}`;
    case 'unassign':
      return `Unassign ${action.keys.join(', ')}`;
    case 'softDelete':
      return `Delete ${action.keys.join(', ')}`;
    case 'restore':
      return `Restore ${action.keys.join(', ')}`;
    case 'hardDelete':
      return `Delete ${action.keys.join(', ')} for good`;
    case 'cycle':
      return action.cycleKind === 'initial' ? 'Run an initial cycle' : 'Run an incremental cycle';
    case 'start':
      return 'Start provisioning';
    case 'pause':
      return 'Stop provisioning';
    case 'restart':
      return action.resetScope.length === 0 ? 'Restart provisioning' : `Restart provisioning: ${action.resetScope.join(', ')}`;
    case 'allowDeletions':
      return 'Allow the deletions that are held back';
    case 'rejectDeletions':
      return 'Reject the deletions that are held back';
    case 'onDemand':
      return `Provision ${action.key} on demand${action.members.length === 0 ? '' : ` with ${action.members.join(', ')}`}`;
    case 'plan':
      return 'Plan the next cycle, sending nothing but reads';
    case 'advance':
      return advanceWords(action.to);
    case 'change':
      return `Change ${pairs(action.attributesByKey, (key, attributes) => `${key} (${Object.keys(attributes).join(', ')})`)}`;
    case 'addMember':
      return membershipWords(action.membersByGroup, 'joins');
    case 'removeMember':
      return membershipWords(action.membersByGroup, 'leaves');
    case 'membershipRule':
      return ruleWords(action);
    case 'fault':
      return faultSentence(action);
    case 'atTarget':
      return targetWords(action);
    case 'expect':
      return expectationWords(action.expectation);
  }
}

function pairs<T>(record: Readonly<Record<string, T>>, words: (key: string, value: T) => string): string {
  return Object.entries(record)
    .map(([key, value]) => words(key, value))
    .join(', ');
}

function mappingWords(type: string, rows: MappingRows): readonly string[] {
  return Object.entries(rows).map(([target, row]) => {
    if (row === null) return `${type} ${target} to nothing`;
    const matching = row.matching === undefined ? '' : row.matching === 0 ? ', not matching' : `, matching ${row.matching}`;
    return `${row.source} to ${type} ${target}${matching}${row.apply === 'creation' ? ', at creation only' : ''}`;
  });
}

function switchWords({ user, group }: ActionSwitches): string {
  const words = Object.entries({ user, group }).flatMap(([type, actions]) =>
    Object.entries(actions).map(([action, isOn]) => `${action} of ${type}s ${isOn ? 'on' : 'off'}`),
  );
  return words.join(', ') || 'nothing';
}

function filterWords(filters: ScopingFilters): string {
  const words = (['user', 'group'] as const).flatMap((type) => {
    const filter = filters[type];
    if (filter === undefined) return [];
    const sentences = (filter?.groups ?? []).map(
      ({ name, clauses }) => `"${name}" (${clauses.map((clause) => clauseSentence(clause, '')).join(' and ')})`,
    );
    return [sentences.length === 0 ? `${type}s by no filter` : `${type}s by ${sentences.join(' or ')}`];
  });
  return words.length === 0 ? 'Leave the scoping filters' : `Scope ${words.join(', ')}`;
}

function advanceWords(to: Advance): string {
  if (to.kind === 'duration') return `Advance the clock by ${to.text}`;
  return to.kind === 'next-cycle' ? 'Advance the clock to the next cycle' : 'Advance the clock to the next retry';
}

function membershipWords(membersByGroup: Readonly<Record<string, readonly string[]>>, verb: string): string {
  return Object.entries(membersByGroup)
    .map(([group, members]) => `${members.join(', ')} ${verb} ${group}`)
    .join('; ');
}

function ruleWords({ rulesByGroup }: ActionOf<'membershipRule'>): string {
  return Object.entries(rulesByGroup)
    .map(([group, rule]) =>
      rule === null ? `${group} takes members by hand` : `${group} holds whoever has ${rule.attribute} "${rule.value}"`,
    )
    .join('; ');
}

function faultSentence({ faults, on, off }: ActionOf<'fault'>): string {
  const parts = [
    ...(faults.length === 0 ? [] : [`let ${faults.map(faultWords).join(', ')}`]),
    ...(on.length === 0 ? [] : [`switch the fault ${on.join(', ')} of the target on`]),
    ...(off.length === 0 ? [] : [`switch the fault ${off.join(', ')} of the target off`]),
  ];
  const sentence = parts.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function faultWords({ method, path, who, status, retryAfter, failure, times }: ActionOf<'fault'>['faults'][number]): string {
  const kind = [method ?? 'request', ...(path === undefined ? [] : [path])].join(' ');
  const which = times === 1 ? `the next ${kind}` : `the next ${times} times ${kind}`;
  const whose = who === undefined ? '' : ` of ${who}`;
  const wait = retryAfter === undefined ? '' : ` and Retry-After: ${retryAfter}`;
  const fate =
    status !== undefined ? `be answered with ${status}${wait}` : failure === 'timeout' ? 'time out' : 'lose its answer';
  return `${which}${whose} ${fate}`;
}

function targetWords({ createdUsers, createdGroups, changes, removed }: ActionOf<'atTarget'>): string {
  const created = [...createdUsers, ...createdGroups].map(({ userName, displayName }) => String(userName ?? displayName));
  const parts = [
    ...(created.length === 0 ? [] : [`create ${created.join(', ')}`]),
    ...(Object.keys(changes).length === 0
      ? []
      : [`change ${pairs(changes, (key, attributes) => `${key} (${Object.keys(attributes).join(', ')})`)}`]),
    ...(removed.length === 0 ? [] : [`remove ${removed.join(', ')}`]),
  ];
  return `At the target, by hand: ${parts.join('; ') || 'nothing'}`;
}

function expectationWords(expectation: Expectation): string {
  const { requests = {}, noOtherWrites, noDelete, failures, escrows, log = [], links = {}, planned, target = {} } = expectation;
  const { job = {} } = expectation;
  const parts = [
    ...Object.entries(requests).map(([kind, count]) => `${count} ${kind}`),
    ...(noOtherWrites === true ? ['no other write'] : []),
    ...(noDelete === true ? ['no DELETE'] : []),
    ...(failures === undefined ? [] : [`${failures} failed`]),
    ...(escrows === undefined ? [] : [`${escrows} in escrow`]),
    ...log.map(({ who, ...rest }) => `${who} logged as ${Object.values(rest).join(' ') || 'anything'}`),
    ...Object.entries(links).map(([key, link]) => `${key} ${linkWords[link]}`),
    ...Object.entries(job).map(([what, value]) => `the ${jobWords[what] ?? what} of the job ${value ?? 'none'}`),
    ...(planned === undefined ? [] : [`planned ${pairs(planned, (kind, count) => `${count} ${kind}`) || 'nothing'}`]),
    ...Object.entries(target).map(([what, count]) => `${countWords[what] ?? what} at the target: ${count}`),
    ...Object.entries(expectation.resources ?? {}).map(
      ([key, attributes]) => `${Object.keys(attributes).join(', ')} of ${key} at the target`,
    ),
  ];
  return `Expect ${parts.join(', ') || 'no failure'}`;
}

const linkWords: Readonly<Record<string, string>> = {
  created: 'linked to what was created',
  matched: 'linked to what was matched',
  unmanaged: 'no longer managed',
  none: 'not linked',
};
const jobWords: Readonly<Record<string, string>> = {
  status: 'status',
  reason: 'quarantine reason',
  error: 'error',
  attempts: 'attempts',
  nextAttemptIn: 'next attempt',
  failedCycles: 'failed cycles',
  stagedDeletions: 'staged deletions',
  escrowsPruned: 'escrowsPruned',
  emails: 'e-mails',
};
const countWords: Readonly<Record<string, string>> = { users: 'users', activeUsers: 'active users', groups: 'groups' };
