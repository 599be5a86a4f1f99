// How directories of the bundled server misbehave on purpose.
import { type } from '@orpc/contract';
import { z } from 'zod';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import type { DirectoryFaultsView, FaultKindView, FaultPlanView, ProfileView } from './fault-views.ts';
import { base, directoryId, none } from './inputs.ts';

const seed = z.string().max(200);

export const faults = {
  /** In the order screens list them. */
  profiles: base.input(none).output(type<readonly ProfileView[]>()),
  kinds: base.input(none).output(type<readonly FaultKindView[]>()),
  of: base.input(z.object({ directoryId })).output(type<DirectoryFaultsView>()),
  /** Tolerances, the status of a PATCH, and rules become those of the profile; what was before is replaced. */
  applyProfile: base.input(z.object({ directoryId, profileId: z.string().max(100), seed })).output(type<DirectoryFaultsView>()),
  /** Replaces all rules, each `{ id, isOn?, when?, effect }`; all counts begin anew. Without rules the directory behaves. */
  setPlan: base
    .input(z.object({ directoryId, seed, rules: z.array(z.custom<JsonObject>(isJsonObject)).max(100) }))
    .output(type<FaultPlanView>()),
  /** Counts of the other rules go on; one that is switched on counts anew. */
  switchRule: base
    .input(z.object({ directoryId, ruleId: z.string().max(100), isOn: z.boolean() }))
    .output(type<DirectoryFaultsView>()),
};
