import type { Link } from '#shared/engine/effect.ts';
import { attributeDifferences } from '#shared/entra/attribute-difference.ts';
import { habitSetting } from '#shared/entra/habits.ts';
import type { JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { evaluateMappings, type MappedValue } from '#shared/entra/mapping.ts';
import { isEntitled, isInScope, type ScopeStatus } from '#shared/entra/scope.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { readMatches } from '#shared/entra/wire-answer.ts';
import { isEqualJson, isJsonObject, parseJson } from '#shared/kernel/json.ts';
import type { EventOf, ExchangeFacts, ExplainFacts, Named } from '#shared/trace/explain-facts.ts';
import type { TenantStore } from '../ports/session-ports.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import type { JobRunner } from './job-runner.ts';
import { jobStatus } from './job-status.ts';
import { exchangesAbout, lastKnownResource, type ObjectExchange } from './known-resource.ts';
import { type ObjectSeen, seeObject } from './object-seen.ts';

/** Gathers what decides about one object in one application, from the stores and the trace. Nothing is sent. */
export function gatherExplainFacts(
  parts: WorkspaceParts,
  runner: JobRunner,
  record: ApplicationRecord,
  subject: ExplainFacts['subject'],
): ExplainFacts {
  const { db } = parts;
  const appId = record.id;
  const job = db.jobStore(appId);
  const object = db.tenant.readObject(subject.id) ?? null;
  const seen = object === null ? null : seeObject(parts, record, object);
  const [link = null] = job.readLinks([subject.id]);
  const [escrow = null] = job.readEscrows([subject.id]);
  const { watermark, cycleCount } = job.progress();
  const status = jobStatus(parts, runner, record);
  const exchanges = [...exchangesAbout(db.trace, { appId, sourceId: subject.id })];
  const last = lastChangeOf(parts, appId, subject.id);
  const mapping = subject.type === 'User' ? record.configuration.user : record.configuration.group;
  return {
    appName: record.name,
    subject,
    object,
    status: seen?.status ?? null,
    groups: object === null ? noGroups : groupsOf(db.tenant, appId, object, seen?.status ?? null),
    configuration: record.configuration,
    mapping,
    values: seen?.values ?? [],
    disablingAttributes: seen === null ? [] : disablingAttributesOf(mapping, seen),
    link,
    escrow,
    job: {
      // A quarantine for a cycle that failed is told by its failure.
      state: status.state === 'quarantined' && record.job.failure !== null ? 'failed' : status.state,
      reason: status.reason,
      unconsentedHost: status.needsConsent?.host ?? null,
      watermark,
      cycleCount,
      nextCycleAt: record.job.isOn ? record.job.nextCycleAt : null,
    },
    isPending: isPending(db.tenant, { objectId: subject.id, watermark, link, status: seen?.status ?? null }),
    last,
    exchanges: last === null ? [] : ofChange(exchanges, last.changeId),
    matches: matchesIn(exchanges),
    write: exchangeFactsOf(exchanges.find(({ event }) => event.request.method !== 'GET')),
    differences:
      seen === null || link === null ? null : differencesOf(exchanges, { link, seen, configuration: record.configuration }),
  };
}

const noGroups: ExplainFacts['groups'] = { through: null, direct: [], nested: [] };

function groupsOf(tenant: TenantStore, appId: string, object: TenantObject, status: ScopeStatus | null): ExplainFacts['groups'] {
  const through = status?.throughGroupId == null ? undefined : tenant.readObject(status.throughGroupId);
  const direct = tenant.groupsOf(object.objectId).map(named);
  return {
    through: through === undefined ? null : named(through),
    direct,
    nested: status === null || status.isAssigned ? [] : nestedOf(tenant, appId, direct),
  };
}

const GROUPS_LOOKED_AT_MAX = 500;

/** Assigned groups above the groups of an object, which bring nobody: members of nested groups are not read. */
function nestedOf(tenant: TenantStore, appId: string, direct: readonly Named[]): ExplainFacts['groups']['nested'] {
  const assignedIds = new Set(tenant.assignments(appId).map(({ principalId }) => principalId));
  const seenIds = new Set(direct.map(({ id }) => id));
  const found: { readonly assigned: Named; readonly by: Named }[] = [];
  let level = direct.map((by) => ({ at: by, by }));
  while (level.length > 0 && seenIds.size < GROUPS_LOOKED_AT_MAX) {
    const above: { at: Named; by: Named }[] = [];
    for (const { at, by } of level) {
      for (const parent of tenant.groupsOf(at.id).map(named)) {
        if (assignedIds.has(parent.id)) found.push({ assigned: parent, by });
        if (seenIds.has(parent.id)) continue;
        seenIds.add(parent.id);
        above.push({ at: parent, by });
      }
    }
    level = above;
  }
  return found;
}

function named(object: TenantObject): Named {
  return { id: object.objectId, name: displayNameOf(object) };
}

function disablingAttributesOf(mapping: ObjectMapping, { object, context }: ObjectSeen): readonly string[] {
  const valuesFor = (isSoftDeleted: boolean) => evaluateMappings(mapping, object, { ...context, isSoftDeleted });
  const enabled = valuesFor(false);
  return valuesFor(true).flatMap((row, index) =>
    isEqualJson(row.value, enabled[index]?.value) ? [] : [row.mapping.targetAttributeName],
  );
}

const CHANGE_PAGE_SIZE = 1000;

/** Whether the next cycle looks at the object: it changed, or its groups brought it in or out. */
function isPending(
  tenant: TenantStore,
  given: {
    readonly objectId: string;
    readonly watermark: number | null;
    readonly link: Link | null;
    readonly status: ScopeStatus | null;
  },
): boolean {
  const { objectId, watermark, link, status } = given;
  if (watermark === null) return true;
  let upTo = watermark;
  for (;;) {
    const page = tenant.changesAfter(upTo, CHANGE_PAGE_SIZE);
    if (page.some((change) => change.objectId === objectId)) return true;
    upTo = page.at(-1)?.sequence ?? upTo;
    if (page.length < CHANGE_PAGE_SIZE) break;
  }
  if (status === null || isEntitled(status) === (link?.isManaged === true)) return false;
  return wasMoved(tenant, objectId, { watermark, upTo });
}

function wasMoved(tenant: TenantStore, userId: string, range: { readonly watermark: number; readonly upTo: number }): boolean {
  let after = { sequence: range.watermark + 1, position: 0 };
  for (;;) {
    const page = tenant.movedUsers(after, range.upTo, CHANGE_PAGE_SIZE);
    if (page.some((moved) => moved.userId === userId)) return true;
    const last = page.at(-1);
    if (last === undefined || page.length < CHANGE_PAGE_SIZE) return false;
    after = last;
  }
}

function lastChangeOf({ db }: WorkspaceParts, appId: string, sourceId: string): EventOf<'change-finished'> | null {
  const query = { appId, sourceId, search: '', status: 'all', action: 'all', offset: 0, limit: 1 };
  const event = db.trace.changes(query).items[0]?.recorded.event;
  return event?.kind === 'change-finished' ? event : null;
}

function ofChange(exchanges: readonly ObjectExchange[], changeId: string | null): readonly ExchangeFacts[] {
  return exchanges
    .filter(({ event }) => event.changeId === changeId)
    .toReversed()
    .flatMap((exchange) => exchangeFactsOf(exchange) ?? []);
}

/** Of the newest change that looked for the object. */
function matchesIn(exchanges: readonly ObjectExchange[]): ExplainFacts['matches'] {
  const newest = exchanges.find(({ event }) => event.purpose === 'match');
  if (newest === undefined) return [];
  return exchanges
    .filter(({ event }) => event.purpose === 'match' && event.changeId === newest.event.changeId)
    .toReversed()
    .flatMap((exchange) => {
      const facts = exchangeFactsOf(exchange);
      const answer = readMatches(exchange.event.outcome);
      return facts === null ? [] : [{ ...facts, hitCount: answer.ok ? answer.value.length : null }];
    });
}

export function exchangeFactsOf(exchange: ObjectExchange | undefined): ExchangeFacts | null {
  if (exchange === undefined) return null;
  const { request, outcome, purpose, at } = exchange.event;
  return {
    sequence: exchange.sequence,
    at,
    purpose,
    method: request.method,
    target: request.target,
    status: outcome.kind === 'response' ? outcome.response.status : null,
    detail: outcome.kind === 'failure' ? outcome.failure.detail : refusalText(outcome.response),
  };
}

const DETAIL_LENGTH_MAX = 300;

/** `scimType: detail` as RFC 7644 §3.12 has them. */
function refusalText({ status, text }: { readonly status: number; readonly text: string }): string | null {
  if (status < 400) return null;
  const body = parseJson(text);
  if (!isJsonObject(body)) return null;
  const parts = [body['scimType'], body['detail']].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : parts.join(': ').slice(0, DETAIL_LENGTH_MAX);
}

/** Nothing can be said once a write was accepted without showing the result. */
function differencesOf(
  exchanges: readonly ObjectExchange[],
  { link, seen, configuration }: { readonly link: Link; readonly seen: ObjectSeen; readonly configuration: JobConfiguration },
): readonly string[] | null {
  const known = lastKnownResource(exchanges, link.targetId);
  if (known === null || known.silentCount > 0 || !isInScope(seen.status)) return null;
  const comparison = habitSetting(configuration, 'case-comparison');
  return attributeDifferences(sendable(seen.values), known.resource, comparison).map(
    ({ targetAttributeName }) => targetAttributeName,
  );
}

function sendable(values: readonly MappedValue[]): readonly MappedValue[] {
  return values.filter(({ problem, ignored }) => problem === null && ignored === undefined);
}
