// What the receiver's pages show of profiles and faults.
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';

/** How a directory misbehaves, in brief: for a badge. */
export interface MisbehaviourView {
  /** The name of the profile it behaves as; null: none, or one that was changed. */
  readonly profileName: string | null;
  /** How many rules are switched on. */
  readonly onCount: number;
}

/** A whole way to behave, such as a vendor's endpoint has it. */
export interface ProfileView {
  readonly id: string;
  readonly name: string;
  /** What it imitates, in a few sentences. */
  readonly imitates: string;
  /** Addresses, or pages by title. */
  readonly sources: readonly string[];
  /** What it does, a sentence each: its rules, then what it does not accept though *Entra ready* would. */
  readonly deeds: readonly string[];
}

/** How one directory misbehaves. */
export interface DirectoryFaultsView {
  /** What faults that are left to chance follow from. */
  readonly seed: string;
  /** Of the shipped profile whose tolerances, settings and rules the directory has; null: none. */
  readonly profileId: string | null;
  readonly rules: readonly FaultRuleView[];
}

export interface FaultRuleView {
  readonly id: string;
  readonly isOn: boolean;
  /** What it does: `Answers late: ms 40, jitterMs 40.` */
  readonly effectSentence: string;
  /** To which requests: `Each third PATCH of a group`. */
  readonly conditionSentence: string;
  /** `{ id, isOn, when, effect }`, as `setPlan` takes it. */
  readonly rule: JsonObject;
  /** Requests of its kind, and those it fell upon, since the plan was set or the rule switched on. */
  readonly seenCount: number;
  readonly firedCount: number;
  readonly isOfProfile: boolean;
}

/** What came of a new plan: where there is a problem, the old one stays. */
export interface FaultPlanView {
  readonly faults: DirectoryFaultsView;
  /** Places such as `rules[2].effect.ms`. */
  readonly problems: readonly Problem[];
}

/** One field of an effect or of a condition, for a form. */
export type FaultFieldView = { readonly name: string; readonly sentence: string } & (
  | { readonly type: 'integer' | 'number'; readonly min: number; readonly max: number; readonly default?: number }
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default?: string }
  | { readonly type: 'text'; readonly isOptional?: boolean; readonly default?: string }
  | { readonly type: 'texts' }
);

/** One thing that can go wrong. */
export interface FaultKindView {
  readonly kind: string;
  /** `instead`: not carried out; `way`: lost or late on the way; `answer`: answered wrongly; `write`: carried out wrongly. */
  readonly group: 'instead' | 'way' | 'answer' | 'write';
  readonly sentence: string;
  readonly source: string;
  readonly fields: readonly FaultFieldView[];
}
