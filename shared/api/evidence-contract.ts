// What is known of the past: explanations, audit, logs, exchanges.
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { ExchangeDifference } from '#shared/trace/exchange-difference.ts';
import type {
  AuditEntryView,
  ComparisonView,
  ExchangeDetailView,
  ExchangePageView,
  ExchangeView,
  ExplainTimeView,
  ExplainView,
  HarFileView,
  LogEntryDetailView,
  LogEntryView,
  PastView,
  TrialView,
} from './evidence-views.ts';
import { appId, base, objectId, page, paging } from './inputs.ts';
import type { PageView } from './workspace-views.ts';

const exchangeQuery = z.string().max(2000).default('');

const trial = z.object({
  attributes: z.record(z.string().max(200), z.union([z.string().max(10_000), z.boolean(), z.null()])).exactOptional(),
  managerId: objectId.nullable().exactOptional(),
  assignment: z.enum(['assigned', 'unassigned']).exactOptional(),
  isDeleted: z.boolean().exactOptional(),
  habits: z.record(z.string().max(100), z.string().max(100)).exactOptional(),
});

export const explain = {
  /** Why a user or group is, or is not, in an application's target. From what is known: nothing is sent. */
  read: base.input(z.object({ appId, objectId })).output(type<ExplainView>()),
  /** Cycles and runs on demand that looked at an object, newest first. */
  times: base.input(z.object({ appId, objectId, ...paging })).output(type<PageView<ExplainTimeView>>()),
  /** What one of them did with it, from the trace alone. */
  past: base.input(z.object({ appId, objectId, changeId: z.string().max(100) })).output(type<PastView>()),
  /**
   * How a cycle would come out with something else about the object, on a copy. As in a plan, reads are asked of the target, and
   * nothing is written or stored. Where the target cannot be asked, the answer says why, and goes as far as it can without.
   */
  tryOut: base.input(z.object({ appId, objectId, trial })).output(type<TrialView>()),
};

export const compare = {
  /** Tenant object, mapped object and target resource, as it was answered last. Nothing is sent. */
  read: base.input(z.object({ appId, objectId })).output(type<ComparisonView>()),
  /** Asks the target for the resource first; the exchange is recorded. */
  readNow: base.input(z.object({ appId, objectId })).output(type<ComparisonView>()),
};

export const audit = {
  list: base.input(z.object({ appId, ...page })).output(type<PageView<AuditEntryView>>()),
};

export const logs = {
  /** Graph's provisioningObjectSummary as one JSON array, or Entra's three CSV files. */
  export: base
    .input(z.object({ appId, format: z.enum(['json', 'csv']) }))
    .output(type<readonly { readonly name: string; readonly text: string }[]>()),
  /** One entry as Graph's provisioningObjectSummary. */
  graph: base.input(z.object({ appId, entryId: z.string().max(100) })).output(type<JsonObject>()),
  list: base
    .input(
      z.object({
        appId,
        ...page,
        status: z.enum(['all', 'success', 'failure', 'skipped', 'warning']).default('all'),
        action: z.enum(['all', 'create', 'update', 'disable', 'delete', 'stageddelete', 'other']).default('all'),
        sourceId: z.string().max(100).optional(),
      }),
    )
    .output(type<PageView<LogEntryView>>()),
  read: base.input(z.object({ appId, entryId: z.string().max(100) })).output(type<LogEntryDetailView>()),
};

export const exchanges = {
  /** Newest first, over all applications or one. */
  list: base
    .input(z.object({ ...page, appId: appId.optional(), changeId: z.string().max(100).optional() }))
    .output(type<PageView<ExchangeView>>()),
  read: base.input(z.object({ sequence: z.number().int().min(1) })).output(type<ExchangeDetailView>()),
  /**
   * A page of what a query finds (its grammar: shared/trace/exchange-query.ts), newest first. With `upTo` from an earlier page the
   * list is that of then, whatever was sent since.
   */
  find: base
    .input(z.object({ query: exchangeQuery, upTo: z.number().int().min(0).nullable().default(null), ...paging }))
    .output(type<ExchangePageView>()),
  /** What a request was meant to change in the target, and what it did, from the answers in the trace. */
  difference: base.input(z.object({ sequence: z.number().int().min(1) })).output(type<ExchangeDifference>()),
  /** Sends a recorded request once more to an application's target, with that application's credentials. */
  sendAgain: base.input(z.object({ sequence: z.number().int().min(1), appId })).output(type<{ readonly sequence: number }>()),
  /** The newest of what a query finds as a HAR document. */
  exportHar: base.input(z.object({ query: exchangeQuery })).output(type<HarFileView>()),
};
