import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';

export interface ResourceRow {
  readonly id: string;
  /** userName of a user, displayName of a group. */
  readonly mainName: string;
  /** A user's name as the vendor would show it. */
  readonly personName: string;
  readonly isActive: boolean;
  readonly externalId: string | null;
  /** The e-mail addresses, in the order they are stored. */
  readonly emails: readonly string[];
  readonly memberCount: number;
  readonly changedAt: number | null;
}

/** What a list shows of a stored SCIM resource. Whatever a client managed to store, each part has a fallback. */
export function resourceRow(resource: JsonObject): ResourceRow {
  const { userName, displayName, name, active, externalId, emails, members, meta } = resource;
  const id = textOf(resource['id']) ?? '';
  const changedAt = Date.parse(textOf(memberOf(meta, 'lastModified')) ?? '');
  return {
    id,
    mainName: textOf(userName) ?? textOf(displayName) ?? id,
    personName: textOf(displayName) ?? fullName(name),
    // RFC 7643 §4.1.1 leaves a missing "active" to the service provider; ours counts such a user as active.
    isActive: active !== false,
    externalId: textOf(externalId),
    emails: listOf(emails).flatMap((email) => textOf(memberOf(email, 'value')) ?? []),
    memberCount: listOf(members).length,
    changedAt: Number.isNaN(changedAt) ? null : changedAt,
  };
}

function fullName(name: Json | undefined): string {
  return (
    textOf(memberOf(name, 'formatted')) ??
    [textOf(memberOf(name, 'givenName')), textOf(memberOf(name, 'familyName'))].filter((part) => part !== null).join(' ')
  );
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) ? (value[key] as Json | undefined) : undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
