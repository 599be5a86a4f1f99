import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { Members, type Report } from './members.ts';

/** The object mapping that is rehearsed for users, or for groups. */
export interface ChosenMapping {
  readonly type: 'User' | 'Group';
  readonly json: JsonObject;
  readonly place: string;
  readonly sourceDirectoryName: string;
  readonly targetDirectoryName: string;
}

interface Candidate {
  readonly sourceObjectName: string;
  readonly isEnabled: boolean;
  readonly chosen: Omit<ChosenMapping, 'type'>;
}

/**
 * Of all synchronization rules, one object mapping of users and one of groups: those of the rules that begin at Microsoft Entra ID,
 * the lowest priority first, an enabled one before one that is not. What is passed over is reported as left out.
 */
export function chooseMappings(document: JsonObject, report: Report): readonly ChosenMapping[] {
  const root = new Members(document, '', report);
  const rules = root.objects('synchronizationRules').map(([json, place]) => readRule(json, place, report));
  if (!root.isSound || rules.some(({ isSound }) => !isSound)) return [];
  const outbound = rules.filter(({ isOutbound }) => isOutbound).toSorted((a, b) => a.priority - b.priority);
  for (const rule of rules.filter(({ isOutbound }) => !isOutbound)) reportInbound(rule, report);
  if (outbound.length === 0) {
    report({
      severity: 'refused',
      place: '/synchronizationRules',
      message: `No synchronization rule begins at "Microsoft Entra ID"; ${rules.length === 0 ? 'there is none' : `they begin at ${rules.map(({ source }) => `"${source}"`).join(', ')}`}.`,
      remedy: 'Only provisioning out of Microsoft Entra ID is rehearsed. Download the schema of such an application.',
    });
    return [];
  }
  return chosenAmong(
    outbound.flatMap(({ candidates }) => candidates),
    report,
  );
}

function chosenAmong(candidates: readonly Candidate[], report: Report): readonly ChosenMapping[] {
  const chosen = (['User', 'Group'] as const).flatMap((type) => {
    const fitting = candidates.filter(({ sourceObjectName }) => sourceObjectName === type);
    const first = fitting.find(({ isEnabled }) => isEnabled) ?? fitting[0];
    return first === undefined ? [] : [{ ...first.chosen, type }];
  });
  const taken = new Set(chosen.map(({ place }) => place));
  for (const { sourceObjectName, chosen: passed } of candidates.filter((each) => !taken.has(each.chosen.place))) {
    report({
      severity: 'left-out',
      place: passed.place,
      message: leftOutSentence(sourceObjectName, passed.json['targetObjectName']),
      remedy: 'One mapping of User and one of Group are; this one is kept for export.',
    });
  }
  if (chosen.length === 0) {
    report({
      severity: 'refused',
      place: '/synchronizationRules',
      message: 'There is no object mapping whose sourceObjectName is User or Group.',
      remedy: 'Download the schema of an application that users or groups are provisioned to.',
    });
  }
  return chosen;
}

function leftOutSentence(sourceObjectName: string, target: Json | undefined): string {
  const to = typeof target === 'string' && target !== '' ? target : null;
  const from = sourceObjectName === '' ? null : sourceObjectName;
  if (from !== null)
    return `The mapping of ${from}${to === null ? ', which names no target object,' : ` to ${to}`} is not rehearsed.`;
  const what = to === null ? 'names neither a source nor a target object' : `writes ${to} and names no source object`;
  return `A mapping that ${what} is not rehearsed.`;
}

interface Rule {
  readonly place: string;
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly priority: number;
  readonly isSound: boolean;
  readonly isOutbound: boolean;
  readonly candidates: readonly Candidate[];
}

const PRIORITY_MAX = 2_147_483_647;

function readRule(json: JsonObject, place: string, report: Report): Rule {
  const members = new Members(json, place, report);
  const [source, target] = [members.text('sourceDirectoryName'), members.text('targetDirectoryName')];
  const isOutbound = isEntra(source);
  return {
    place,
    source,
    target,
    isOutbound,
    name: members.optionalText('name') ?? '',
    priority: members.integer('priority', PRIORITY_MAX, PRIORITY_MAX),
    candidates: isOutbound ? readCandidates(members, { source, target }, report) : [],
    isSound: members.isSound,
  };
}

function readCandidates(
  rule: Members,
  { source, target }: { readonly source: string; readonly target: string },
  report: Report,
): readonly Candidate[] {
  return rule.objects('objectMappings').map(([json, place]) => {
    const members = new Members(json, place, report);
    return {
      sourceObjectName: members.optionalText('sourceObjectName') ?? '',
      // What it is exactly, the reading of the chosen mapping says.
      isEnabled: json['enabled'] !== false,
      chosen: { json, place, sourceDirectoryName: source, targetDirectoryName: target },
    };
  });
}

/** Today's name of the source directory and the one before, also with more behind it (`Azure Active Directory (Larkfield)`). */
function isEntra(directoryName: string): boolean {
  return /^(?:Microsoft Entra ID|Azure Active Directory)\b/i.test(directoryName);
}

function reportInbound({ place, name, source, target }: Rule, report: Report): void {
  report({
    severity: 'left-out',
    place,
    message: `The rule "${name}" flows from ${source} to ${target}.`,
    remedy: 'Only provisioning out of Microsoft Entra ID is rehearsed; the rule is kept for export.',
  });
}
