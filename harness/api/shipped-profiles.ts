import type { FaultRule } from '#server/faults/fault-rule.ts';
import type { Profile } from '#server/faults/read-profile.ts';
import type { Directory, ScimServer } from '#server/scim-server.ts';
import { toleranceDefinitions, tolerancePresets } from '#server/tolerances.ts';
import type { MisbehaviourView, ProfileView } from '#shared/api/fault-views.ts';
import { isEqualJson } from '#shared/kernel/json.ts';
import { listProfiles } from '../adapters/profile-files.ts';
import { conditionSentence, effectSentence } from './fault-sentence.ts';
import { orRefuse } from './implementer.ts';

/** The profiles that come with the program, read when first asked for. */
export interface ShippedProfiles {
  list(): readonly Profile[];
  /** The one a directory behaves as, to its last tolerance and rule, switched on or not; rules beside its own do not count. */
  of(directory: Directory): Profile | undefined;
  /** In brief; null where every rule is switched off and no profile is on. */
  misbehaviourOf(directory: Directory): MisbehaviourView | null;
}

export function openShippedProfiles(server: ScimServer, folder: string): ShippedProfiles {
  let read: readonly Profile[] | undefined;
  const list = (): readonly Profile[] => {
    read ??= orRefuse(listProfiles(folder));
    return read;
  };
  const of = (directory: Directory): Profile | undefined => {
    const rules = server.faults(directory.id).rules.map(({ rule }) => rule);
    const isStandard = rules.length === 0 && isSameSet(directory.tolerances, tolerancePresets['entra-ready']);
    // Without this, each list of directories would read every profile from the disk although nobody uses one.
    if (isStandard || (rules.length === 0 && directory.tolerances.length === 0)) return undefined;
    return list()
      .filter((profile) => isAs(directory, rules, profile))
      .sort((a, b) => b.faults.length - a.faults.length)[0];
  };
  return {
    list,
    of,
    misbehaviourOf: (directory) => {
      const onCount = server.faults(directory.id).rules.filter(({ isOn }) => isOn).length;
      const profile = of(directory);
      const isMisbehaving = onCount > 0 || (profile !== undefined && profile.faults.length === 0);
      return isMisbehaving ? { profileName: profile?.name ?? null, onCount } : null;
    },
  };
}

function isAs(directory: Directory, rules: readonly FaultRule[], profile: Profile): boolean {
  const { tolerances, settings, faults } = profile;
  return (
    isSameSet(directory.tolerances, tolerances) &&
    Object.entries(settings).every(([name, value]) => directory.settings[name as keyof typeof settings] === value) &&
    faults.every((fault) =>
      isRuleOf(
        profile,
        rules.find(({ id }) => id === fault.id),
      ),
    )
  );
}

/** Whether the rule is one of the profile, switched on or not. */
export function isRuleOf(profile: Profile | undefined, rule: FaultRule | undefined): boolean {
  const own = profile?.faults.find(({ id }) => id === rule?.id);
  return own !== undefined && rule !== undefined && isEqualJson({ ...own, isOn: true }, { ...rule, isOn: true });
}

export function profileView({ id, name, imitates, sources, tolerances, settings, faults }: Profile): ProfileView {
  const refused = toleranceDefinitions.filter((one) => one.isEntraReady && !tolerances.includes(one.id));
  return {
    id,
    name,
    imitates,
    sources,
    deeds: [
      ...faults.map(({ when, effect }) => `${conditionSentence(when)}: ${effectSentence(effect)}`),
      ...refused.map(({ sentence }) => `Refused: ${sentence}`),
      ...(settings.userPatchStatus === undefined ? [] : [`A PATCH of a user is answered ${settings.userPatchStatus}.`]),
      ...(settings.groupPatchStatus === undefined ? [] : [`A PATCH of a group is answered ${settings.groupPatchStatus}.`]),
    ],
  };
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return new Set(a).size === new Set(b).size && a.every((one) => b.includes(one));
}
