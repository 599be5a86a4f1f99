import type { Json } from '#shared/kernel/json.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { type FaultDesk, openFaultDesk } from '../faults/fault-desk.ts';
import type { FaultPlan } from '../faults/fault-rule.ts';
import { readFaults } from '../faults/read-faults.ts';
import type { Database } from './database.ts';

/** The plans by which directories misbehave, kept beside them, and the desk that carries them out. */
export interface FaultStore {
  readonly desk: FaultDesk;
  set(directoryId: string, plan: FaultPlan): void;
  /** The switch is kept too. False where the plan has no such rule. */
  turn(directoryId: string, ruleId: string, isOn: boolean): boolean;
  /** Empty where the directory has no plan. */
  seed(directoryId: string): string;
}

export function openFaultStore(database: Database, now: () => number): FaultStore {
  const desk = openFaultDesk(now);
  const seeds = new Map<string, string>();
  const begin = (directoryId: string, plan: FaultPlan): void => {
    desk.set(directoryId, plan);
    seeds.set(directoryId, plan.seed);
  };
  for (const { id, faults } of database.all<Row>("SELECT id, faults FROM directory WHERE faults <> ''")) {
    begin(id, readPlan(faults));
  }
  const keep = (directoryId: string, plan: FaultPlan): void => {
    const text = plan.rules.length === 0 ? '' : JSON.stringify(plan);
    database.run('UPDATE directory SET faults = ? WHERE id = ?', text, directoryId);
  };
  const seedOf = (directoryId: string): string => seeds.get(directoryId) ?? '';
  return {
    desk,
    set: (directoryId, plan) => {
      keep(directoryId, plan);
      begin(directoryId, plan);
    },
    turn: (directoryId, ruleId, isOn) => {
      if (!desk.turn(directoryId, ruleId, isOn)) return false;
      const rules = desk.counts(directoryId).map((count) => ({ ...count.rule, isOn: count.isOn }));
      keep(directoryId, { seed: seedOf(directoryId), rules });
      return true;
    },
    seed: seedOf,
  };
}

interface Row {
  readonly id: string;
  readonly faults: string;
}

/** What this store wrote. A rule that a later version no longer knows would be a format to upgrade: until then it is left out. */
function readPlan(text: string): FaultPlan {
  const { seed = '1', rules = [] } = (parseJson(text) ?? {}) as { readonly seed?: string; readonly rules?: readonly Json[] };
  return { seed, rules: rules.flatMap((rule) => readRule(rule)) };
}

function readRule(rule: Json): FaultPlan['rules'] {
  const read = readFaults([rule], 'rules');
  return read.ok ? read.value : [];
}
