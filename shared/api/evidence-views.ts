// What is shown of the past: exchanges, provisioning logs, audit, and explanations made from them.
import type { SideRow } from '#shared/entra/side-comparison.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type {
  ByHand,
  ModifiedProperty,
  ProvisioningAction,
  ProvisioningError,
  ProvisioningStatus,
  RequestPurpose,
  SourceIdentity,
  StepType,
} from '#shared/trace/event.ts';
import type { Explanation } from '#shared/trace/explain.ts';
import type { PastExplanation } from '#shared/trace/explain-past.ts';
import type { TrialExplanation } from '#shared/trace/explain-trial.ts';
import type { HabitView } from './job-views.ts';
import type { PageView } from './workspace-views.ts';

/** Habits behind decisions, by id. */
export type EvidenceViews = Readonly<
  Record<string, { readonly level: HabitView['evidence']; readonly sentence: string; readonly source: string }>
>;

export interface ExplainView extends Explanation {
  readonly appId: string;
  readonly appName: string;
  readonly subject: { readonly id: string; readonly type: 'User' | 'Group'; readonly name: string };
  readonly evidence: EvidenceViews;
  readonly targetId: string | null;
  /** The attributes that tell most, on the three sides; empty where there is nothing to compare. */
  readonly sides: readonly SideRow[];
  /** Others who wait for a retry with the same error. */
  readonly others: {
    readonly errorCode: string;
    readonly totalCount: number;
    readonly shown: readonly { readonly id: string; readonly name: string; readonly nextAttemptAt: number }[];
  } | null;
}

/** A cycle, or a run on demand, that looked at an object. */
export interface ExplainTimeView {
  readonly changeId: string;
  readonly at: number;
  /** Null for a run on demand. */
  readonly cycleNumber: number | null;
  readonly action: ProvisioningAction;
  readonly status: ProvisioningStatus;
  readonly sentence: string;
}

/** An explanation as of then, from the trace. */
export interface PastView extends PastExplanation {
  readonly appId: string;
  readonly appName: string;
  readonly subject: ExplainView['subject'];
  readonly changeId: string;
  readonly at: number;
  readonly cycleNumber: number | null;
  readonly evidence: EvidenceViews;
}

/** How it would come out, beside how it is. */
export interface TrialView extends TrialExplanation {
  readonly appId: string;
  readonly subject: ExplainView['subject'];
  readonly evidence: EvidenceViews;
  readonly now: Pick<Explanation, 'tone' | 'badge'>;
  /** Why the target could not be asked; null where it was. */
  readonly problem: Problem | null;
}

export interface ComparisonView {
  readonly appId: string;
  readonly appName: string;
  readonly subject: { readonly id: string; readonly type: 'User' | 'Group'; readonly name: string };
  readonly targetId: string | null;
  readonly rows: readonly SideRow[];
  readonly mappedCount: number;
  /** The exchange whose answer is shown; null where the target never answered. */
  readonly answer: {
    readonly sequence: number;
    readonly at: number;
    readonly method: string;
    readonly target: string;
    /** Later writes that were accepted without showing the result. */
    readonly silentCount: number;
  } | null;
  /** The last read was answered with an error, and what is shown is older; null where it was not. */
  readonly failedRead: { readonly sequence: number; readonly at: number; readonly sentence: string } | null;
  /** The last write was refused, which may be why the sides differ; null where it was not. */
  readonly refusedWrite: { readonly sequence: number; readonly status: number | null } | null;
}

export interface AuditEntryView {
  readonly id: string;
  readonly at: number;
  /** Entra's activity: `Update attribute mappings or scope`, `Enable/start provisioning configuration`, … */
  readonly activity: string;
  readonly category: string;
  readonly actor: string;
  readonly status: 'success' | 'failure';
  readonly details: string;
}

export interface LogEntryView {
  /** The changeId. */
  readonly id: string;
  readonly at: number;
  readonly cycleId: string;
  readonly identity: SourceIdentity;
  readonly action: ProvisioningAction;
  readonly status: ProvisioningStatus;
  readonly sentence: string;
  readonly exchangeSequences: readonly number[];
}

export interface LogEntryDetailView extends LogEntryView {
  readonly steps: readonly {
    readonly name: string;
    readonly stepType: StepType;
    readonly status: ProvisioningStatus;
    readonly description: string;
    readonly details: Readonly<Record<string, Json>>;
    readonly exchangeSequences: readonly number[];
  }[];
  readonly modifiedProperties: readonly ModifiedProperty[];
  readonly error: ProvisioningError | null;
  readonly nextAttemptAt: number | null;
  readonly targetId: string | null;
  readonly sourceSystem: string;
  readonly targetSystem: string;
  readonly jobId: string;
}

export interface ExchangeView {
  readonly sequence: number;
  readonly at: number;
  readonly appId: string;
  readonly purpose: RequestPurpose;
  /** Why it was sent, in one sentence. */
  readonly reason: string;
  readonly method: string;
  readonly target: string;
  readonly status: number | null;
  readonly failure: string | null;
  readonly durationMs: number | null;
  readonly identity: SourceIdentity | null;
  readonly cycleId: string | null;
  /** Null for what no cycle sent. */
  readonly cycleNumber: number | null;
  readonly changeId: string | null;
  /** What a person did with it while it was held: sent another one, answered it, dropped it. Null: it went out as it was. */
  readonly byHand: ByHand['kind'] | null;
}

export interface ExchangeDetailView extends ExchangeView {
  readonly appName: string;
  /** Where its application sends now, without the tenant URL's query: `https://host/scim`. Null where it has no target any more. */
  readonly address: string | null;
  /** The tenant URL has a query that goes with each request and is never shown. */
  readonly hasSecretQuery: boolean;
  /** A body was so long that only its head was kept. */
  readonly isCut: boolean;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly requestBody: string;
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly responseBody: string;
  /** What the job wanted to send, where a person sent something else. */
  readonly asked: {
    readonly target: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
  } | null;
}

export interface ExchangePageView extends PageView<ExchangeView> {
  /** The newest exchange that was looked at, matching or not; 0 before the first. */
  readonly upTo: number;
  readonly tally: ExchangeTallyView;
}

/** Of all that matches now, whatever a page was asked up to. */
export interface ExchangeTallyView {
  readonly totalCount: number;
  /** Answers from 400 on, and those that never came. */
  readonly failedCount: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** Exchanges there are, matching or not. */
  readonly keptCount: number;
}

export interface HarFileView {
  readonly name: string;
  readonly text: string;
  /** How many are in it, and how many the query finds. */
  readonly exchangeCount: number;
  readonly totalCount: number;
}
