// What the mapping pages are shown: previews, expressions, schema comparison.
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { Json } from '#shared/kernel/json.ts';

export interface MappingPreviewView {
  readonly rows: readonly {
    readonly targetAttributeName: string;
    readonly value: Json;
    readonly problem: string | null;
    /** What should be known of the value: a warning, that it is approximate, that the attribute is left out of the flow. */
    readonly notes: readonly string[];
  }[];
  /** The scoping filters for this object; null where the mapping has none. */
  readonly scope: ScopePreviewView | null;
  readonly requests: readonly RequestPreviewView[];
}

export interface ScopePreviewView {
  readonly isInScope: boolean;
  /** As provisioning logs write a clause: `{title}.{attribute} {OPERATOR} '{value}'`. */
  readonly clauses: readonly { readonly sentence: string; readonly holds: boolean }[];
}

/** How far a count of who passes scoping filters has come; the last one has `isDone`. */
export interface ScopeCountView {
  readonly isDone: boolean;
  /** Users, or groups, of the tenant that are not deleted. */
  readonly totalCount: number;
  readonly lookedAtCount: number;
  readonly passedCount: number;
  /** Of those that pass: assigned, unless provisioning is for all, and not blocked. */
  readonly inScopeCount: number;
  /** In the target now, and out of scope by these filters. */
  readonly leavingCount: number;
  /** The first few by display name that do not pass, those that leave first. */
  readonly firstOut: readonly {
    readonly objectId: string;
    readonly displayName: string;
    readonly isLeaving: boolean;
    /** Those that do not hold, as provisioning logs write them; the first few. */
    readonly clauses: readonly string[];
    readonly moreClauseCount: number;
  }[];
}

/** A request that the mapping would cause, as it goes over the wire. */
export interface RequestPreviewView {
  readonly dialect: 'legacy' | 'compliant';
  readonly method: string;
  /** Path and query below the tenant URL. */
  readonly target: string;
  readonly body: Json;
  /** What it is, and what it was compared with. */
  readonly reason: string;
}

export interface TargetCheckView {
  /** False: the target has no usable /Schemas, which Entra does not need either. */
  readonly hasSchemas: boolean;
  readonly sentence: string;
  readonly warnings: readonly { readonly targetAttributeName: string; readonly message: string; readonly remedy: string }[];
}

export type ExpressionOutcomeView =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'ignored'; readonly scope: 'attribute' | 'object' }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      readonly remedy: string;
      readonly column: number | null;
    };

export interface ExpressionEvaluationView {
  readonly outcome: ExpressionOutcomeView;
  readonly isApproximate: boolean;
  readonly warnings: readonly string[];
  /** Each call, in the order in which it ended; the last is the whole expression. */
  readonly steps: readonly {
    /** Nesting, 0 for the whole. */
    readonly depth: number;
    /** Where the call begins in the text, from 1, and how long it is. */
    readonly column: number;
    readonly length: number;
    readonly name: string;
    /** Null argument: omitted, without a value, or a branch that was not taken. */
    readonly arguments: readonly Json[];
    readonly outcome: ExpressionOutcomeView;
  }[];
}

export interface SchemaComparisonView {
  /** False: nothing could be, or was, imported; the problems say why. */
  readonly isAccepted: boolean;
  readonly problems: readonly {
    readonly severity: 'refused' | 'left-out' | 'note';
    /** A JSON pointer, or `line:column`. */
    readonly place: string;
    readonly message: string;
    readonly remedy: string;
  }[];
  /** Between what the application has and what the document says, in words a person knows from the portal. */
  readonly differences: readonly {
    readonly place: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

export interface MappingView {
  readonly mapping: ObjectMapping;
  readonly sourceAttributes: readonly string[];
}
