import type { ProvisioningScope, WireDialect } from '#shared/entra/job-configuration.ts';
import type { AttributeChange, Expectation } from './scenario-schema.ts';

export type ScenarioTarget =
  /** `tolerances` null: all the server knows. */
  | { readonly kind: 'local'; readonly dialect: WireDialect; readonly tolerances: readonly string[] | null }
  | { readonly kind: 'remote'; readonly url: string; readonly tokenEnv: string | null };

/** Target attribute to source text; null removes the row. */
export type MappingRows = Readonly<Record<string, string | null>>;

export type ScenarioAction =
  | { readonly kind: 'testConnection' }
  | { readonly kind: 'setMapping'; readonly user: MappingRows; readonly group: MappingRows }
  | { readonly kind: 'setScope'; readonly scope: ProvisioningScope }
  | { readonly kind: 'assign' | 'unassign' | 'softDelete' | 'restore' | 'hardDelete'; readonly keys: readonly string[] }
  | { readonly kind: 'cycle'; readonly cycleKind: 'initial' | 'incremental' }
  | { readonly kind: 'advance'; readonly duration: string; readonly ms: number }
  | { readonly kind: 'change'; readonly attributesByKey: Readonly<Record<string, Readonly<Record<string, AttributeChange>>>> }
  | { readonly kind: 'addMember' | 'removeMember'; readonly membersByGroup: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'expect'; readonly expectation: Expectation };

export interface ScenarioStep {
  /** `file:line:column` of the step. */
  readonly place: string;
  readonly action: ScenarioAction;
}

/** A scenario as its file tells it, checked against the tenant it names. */
export interface Scenario {
  /** File name without `.scenario.yaml`: names its trace. */
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly target: ScenarioTarget;
  readonly seed: number;
  readonly steps: readonly ScenarioStep[];
}
