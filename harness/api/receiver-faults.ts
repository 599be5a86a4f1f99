import { applyProfile } from '#server/faults/apply-profile.ts';
import { type FaultDefinition, faultDefinitions } from '#server/faults/fault-catalogue.ts';
import type { FaultCount } from '#server/faults/fault-choice.ts';
import { readFaults } from '#server/faults/read-faults.ts';
import type { Profile } from '#server/faults/read-profile.ts';
import type { DirectoryFaultsView, FaultKindView, FaultPlanView, FaultRuleView } from '#shared/api/fault-views.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { conditionSentence, effectSentence } from './fault-sentence.ts';
import { api, found } from './implementer.ts';
import { isRuleOf, profileView, type ShippedProfiles } from './shipped-profiles.ts';

/** How directories misbehave on purpose: profiles, rules, and how often each met its requests. */
export function faultHandlers({ server, live }: WorkspaceParts, profiles: ShippedProfiles) {
  const faultsOf = (directoryId: string): DirectoryFaultsView => {
    const directory = found(server.directory(directoryId), 'directory');
    const { seed, rules } = server.faults(directoryId);
    const profile = profiles.of(directory);
    return { seed, profileId: profile?.id ?? null, rules: rules.map((count) => ruleView(count, profile)) };
  };
  const changed = (directoryId: string): DirectoryFaultsView => {
    live.changed('receiver');
    return faultsOf(directoryId);
  };
  return {
    profiles: api.faults.profiles.handler(() => profiles.list().map(profileView)),
    kinds: api.faults.kinds.handler(() => faultDefinitions.map(kindView)),
    of: api.faults.of.handler(({ input }) => faultsOf(input.directoryId)),
    applyProfile: api.faults.applyProfile.handler(({ input: { directoryId, profileId, seed } }) => {
      found(server.directory(directoryId), 'directory');
      const profile = found(
        profiles.list().find(({ id }) => id === profileId),
        'profile',
      );
      applyProfile(server, directoryId, profile, { seed });
      return changed(directoryId);
    }),
    setPlan: api.faults.setPlan.handler(({ input: { directoryId, seed, rules } }): FaultPlanView => {
      found(server.directory(directoryId), 'directory');
      const read = readFaults(rules, 'rules');
      if (!read.ok) return { faults: faultsOf(directoryId), problems: read.problems };
      server.setFaults(directoryId, { seed, rules: read.value });
      return { faults: changed(directoryId), problems: [] };
    }),
    switchRule: api.faults.switchRule.handler(({ input: { directoryId, ruleId, isOn } }) => {
      found(server.directory(directoryId), 'directory');
      found(server.switchFault(directoryId, ruleId, isOn) || undefined, 'rule');
      return changed(directoryId);
    }),
  };
}

function ruleView({ rule, isOn, seenCount, firedCount }: FaultCount, profile: Profile | undefined): FaultRuleView {
  return {
    id: rule.id,
    isOn,
    effectSentence: effectSentence(rule.effect),
    conditionSentence: conditionSentence(rule.when),
    // Plain data through and through: `readFaults` says that what it reads can be written down.
    rule: { ...rule, isOn } as unknown as JsonObject,
    seenCount,
    firedCount,
    isOfProfile: isRuleOf(profile, rule),
  };
}

function kindView({ kind, group, sentence, source, fields }: FaultDefinition): FaultKindView {
  return { kind, group, sentence, source, fields: Object.entries(fields).map(([name, field]) => ({ name, ...field })) };
}
