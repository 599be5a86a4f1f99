import type { ScimServer } from '../scim-server.ts';
import type { FaultRule } from './fault-rule.ts';
import type { Profile } from './read-profile.ts';

/** Lets a directory behave as a profile says, and by further rules of one's own. What it did before is replaced. */
export function applyProfile(
  server: ScimServer,
  directoryId: string,
  profile: Profile,
  { seed, rules = [] }: { readonly seed: string; readonly rules?: readonly FaultRule[] },
): void {
  server.setTolerances(directoryId, profile.tolerances);
  server.setSettings(directoryId, profile.settings);
  server.setFaults(directoryId, { seed, rules: [...profile.faults, ...rules] });
}
