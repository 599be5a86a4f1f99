import type { MappingRows, ScenarioAction } from './scenario.ts';

/** What a step does, as one line of a report. */
export function sentenceForStep(action: ScenarioAction): string {
  switch (action.kind) {
    case 'testConnection':
      return 'Test the connection';
    case 'setMapping':
      return `Map ${[...mappingWords('user', action.user), ...mappingWords('group', action.group)].join(', ') || 'nothing anew'}`;
    case 'setScope':
      return action.scope === 'all' ? 'Provision all users and groups' : 'Provision only assigned users and groups';
    case 'assign':
      return `Assign ${action.keys.join(', ')}`;
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
    case 'advance':
      return `Advance the clock by ${action.duration}`;
    case 'change':
      return `Change ${Object.entries(action.attributesByKey)
        .map(([key, attributes]) => `${key} (${Object.keys(attributes).join(', ')})`)
        .join(', ')}`;
    case 'addMember':
      return membershipWords(action.membersByGroup, 'joins');
    case 'removeMember':
      return membershipWords(action.membersByGroup, 'leaves');
    case 'expect':
      return expectationWords(action.expectation);
  }
}

function mappingWords(type: string, rows: MappingRows): readonly string[] {
  return Object.entries(rows).map(([target, source]) =>
    source === null ? `${type} ${target} to nothing` : `${source} to ${type} ${target}`,
  );
}

function membershipWords(membersByGroup: Readonly<Record<string, readonly string[]>>, verb: string): string {
  return Object.entries(membersByGroup)
    .map(([group, members]) => `${members.join(', ')} ${verb} ${group}`)
    .join('; ');
}

function expectationWords(expectation: Extract<ScenarioAction, { kind: 'expect' }>['expectation']): string {
  const { requests = {}, noOtherWrites, failures, escrows, target = {} } = expectation;
  const parts = [
    ...Object.entries(requests).map(([kind, count]) => `${count} ${kind}`),
    ...(noOtherWrites === true ? ['no other write'] : []),
    ...(failures === undefined ? [] : [`${failures} failed`]),
    ...(escrows === undefined ? [] : [`${escrows} in escrow`]),
    ...Object.entries(target).map(([what, count]) => `${targetWords[what] ?? what} at the target: ${count}`),
  ];
  return `Expect ${parts.join(', ') || 'no failure'}`;
}

const targetWords: Readonly<Record<string, string>> = { users: 'users', activeUsers: 'active users', groups: 'groups' };
