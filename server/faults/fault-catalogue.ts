import { scimTypes } from '#shared/scim/error.ts';
import type { FaultKind } from './fault-rule.ts';

/** One field of an effect, as a file writes it. */
export type FaultField = { readonly sentence: string } & (
  | { readonly type: 'integer'; readonly min: number; readonly max: number; readonly default?: number }
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly default?: number }
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default?: string }
  | { readonly type: 'text'; readonly isOptional?: boolean; readonly default?: string }
  | { readonly type: 'texts' }
);

export interface FaultDefinition {
  readonly kind: FaultKind;
  /** `instead`: not carried out; `way`: lost or late on the way; `answer`: carried out, answered wrongly; `write`: carried out wrongly. */
  readonly group: 'instead' | 'way' | 'answer' | 'write';
  readonly sentence: string;
  /** Where it was seen, or what speaks of it. */
  readonly source: string;
  readonly fields: Readonly<Record<string, FaultField>>;
}

const status = { type: 'integer', min: 200, max: 599 } as const;
const isCarriedOut = { type: 'boolean', default: false, sentence: 'Whether the request is carried out first.' } as const;

const instead: readonly FaultDefinition[] = [
  {
    kind: 'status',
    group: 'instead',
    sentence: 'Answers with a status and carries nothing out.',
    source: 'Microsoft Learn: How to analyze provisioning logs (error codes)',
    fields: {
      status: { ...status, sentence: 'The status.' },
      scimType: { type: 'choice', choices: [...scimTypes, ''], default: '', sentence: 'The keyword of RFC 7644 §3.12.' },
      detail: { type: 'text', default: 'This directory was told to refuse this request.', sentence: 'What the error says.' },
      body: { type: 'text', isOptional: true, sentence: 'A body of its own instead of a SCIM error; "" for none.' },
      mediaType: { type: 'text', isOptional: true, sentence: 'The media type of that body.' },
    },
  },
  {
    kind: 'too-many-requests',
    group: 'instead',
    sentence: 'Answers 429 with Retry-After and carries nothing out.',
    source: 'RFC 6585 §4; RFC 9110 §10.2.3 has both forms of Retry-After',
    fields: {
      retryAfterS: { type: 'integer', min: 0, max: 86_400, default: 30, sentence: 'Seconds to wait.' },
      form: { type: 'choice', choices: ['seconds', 'date'], default: 'seconds', sentence: 'How Retry-After says it.' },
    },
  },
  {
    kind: 'login-page',
    group: 'instead',
    sentence: 'Answers with the HTML of a sign-in page.',
    source: 'https://github.com/grokability/snipe-it/issues/14138',
    fields: { status: { ...status, default: 200, sentence: 'The status.' } },
  },
  {
    kind: 'redirect',
    group: 'instead',
    sentence: 'Sends the client elsewhere.',
    source: 'https://github.com/grokability/snipe-it/issues/14138',
    fields: {
      status: { type: 'integer', min: 301, max: 308, default: 302, sentence: 'The status.' },
      location: {
        type: 'text',
        default: '{directory}/sign-in',
        sentence: 'Where to; {directory} stands for the path of this directory.',
      },
    },
  },
  {
    kind: 'token-expires',
    group: 'instead',
    sentence: 'Answers 401 once a token has served so many requests, until another token is used.',
    source: 'https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status',
    fields: { after: { type: 'integer', min: 0, max: 1_000_000, sentence: 'How many requests a token serves.' } },
  },
];

const way: readonly FaultDefinition[] = [
  {
    kind: 'latency',
    group: 'way',
    sentence: 'Answers late.',
    source: 'https://github.com/Metatavu/keycloak-scim-server/issues/65',
    fields: {
      ms: { type: 'integer', min: 0, max: 3_600_000, sentence: 'Milliseconds of delay.' },
      jitterMs: { type: 'integer', min: 0, max: 3_600_000, default: 0, sentence: 'Up to so many more, drawn for each request.' },
    },
  },
  {
    kind: 'no-answer',
    group: 'way',
    sentence: 'Never answers: the client gives up by its own limit.',
    source: 'Microsoft Learn: How to analyze provisioning logs (Timeout)',
    fields: { isCarriedOut },
  },
  {
    kind: 'dropped',
    group: 'way',
    sentence: 'Closes the connection instead of answering, or in the middle of the answer.',
    source: 'Microsoft Learn: How to analyze provisioning logs (WebExceptionProtocolError)',
    fields: {
      moment: {
        type: 'choice',
        choices: ['before', 'after', 'in-body'],
        default: 'before',
        sentence: 'Before or after the request is carried out, or after half of the body was sent.',
      },
    },
  },
  {
    kind: 'no-http',
    group: 'way',
    sentence: 'Answers with bytes that are no HTTP.',
    source: 'Microsoft Learn: How to analyze provisioning logs (WebExceptionProtocolError)',
    fields: { isCarriedOut },
  },
];

const answers: readonly FaultDefinition[] = [
  {
    kind: 'truncated',
    group: 'answer',
    sentence: 'Cuts the body off, in a complete HTTP message.',
    source: 'Microsoft Learn: How to analyze provisioning logs (SystemForCrossDomainIdentityManagementServiceIncompatible)',
    fields: {
      lostCount: {
        type: 'integer',
        min: 1,
        max: 1_000_000,
        default: 20,
        sentence: 'How many characters are missing at its end.',
      },
    },
  },
  {
    kind: 'not-json',
    group: 'answer',
    sentence: 'Puts a text that is no JSON in place of the body.',
    source: 'https://github.com/grokability/snipe-it/issues/14138',
    fields: { text: { type: 'text', default: 'OK', sentence: 'The text.' } },
  },
  {
    kind: 'media-type',
    group: 'answer',
    sentence: 'Names another media type for the body.',
    source: 'https://github.com/jelhub/scimgateway/issues/89',
    fields: { mediaType: { type: 'text', default: 'text/plain; charset=utf-8', sentence: 'The media type.' } },
  },
  {
    kind: 'omits',
    group: 'answer',
    sentence: 'Leaves attributes out of every resource it shows, `id` too.',
    source: 'https://github.com/jelhub/scimgateway/issues/124',
    fields: { attributes: { type: 'texts', sentence: 'Names of attributes, or URNs of extensions.' } },
  },
  {
    kind: 'changed-id',
    group: 'answer',
    sentence: 'Shows resources under an id other than the one they are found by.',
    source: 'Microsoft Learn: How to analyze provisioning logs (InvalidAnchor)',
    fields: {},
  },
  {
    kind: 'manager-as-text',
    group: 'answer',
    sentence: 'Shows the manager as a bare id, where the schema has an object.',
    source: 'https://github.com/apache/directory-scimple/issues/1242',
    fields: {},
  },
  {
    kind: 'patch-answer',
    group: 'answer',
    sentence: 'Answers a PATCH that was carried out in another of the forms that are seen.',
    source: 'RFC 7644 §3.5.2; https://github.com/jelhub/scimgateway/issues/89',
    fields: {
      form: {
        type: 'choice',
        choices: ['resource', 'empty', 'no-content'],
        sentence: '200 with the resource, 200 without a body, or 204.',
      },
    },
  },
  {
    kind: 'duplicate-match',
    group: 'answer',
    sentence: 'Lists each resource that a filter finds a second time, under another id.',
    source: 'Microsoft Learn: How to analyze provisioning logs (DuplicateTargetEntries)',
    fields: {},
  },
  {
    kind: 'members-despite-exclusion',
    group: 'answer',
    sentence: 'Shows what excludedAttributes asks to leave out.',
    source: 'Microsoft Learn: How to analyze provisioning logs (MultipleEntriesInResponse)',
    fields: {},
  },
  {
    kind: 'case-sensitive-user-name',
    group: 'answer',
    sentence: 'Finds a userName only in the case it was written in; another one with it is refused all the same.',
    source: 'https://github.com/jelhub/scimgateway/issues/89',
    fields: {},
  },
  {
    kind: 'ignored-filter',
    group: 'answer',
    sentence: 'Answers a filter with everything there is.',
    source: 'https://github.com/MicrosoftDocs/azure-docs/issues/21660',
    fields: {},
  },
  {
    kind: 'not-found-when-empty',
    group: 'answer',
    sentence: 'Answers a filter that finds nothing with 404 instead of an empty list.',
    source: 'https://github.com/grokability/snipe-it/issues/11913',
    fields: {},
  },
  {
    kind: 'inactive-hidden',
    group: 'answer',
    sentence: 'Shows no user who is not active.',
    source: 'https://github.com/getsentry/sentry/pull/27971',
    fields: {},
  },
  {
    kind: 'stale-read',
    group: 'answer',
    sentence: 'Shows a resource as it was before its last change: not there where it was new, still there where it was deleted.',
    source: 'RFC 7644 is silent about when a change is seen; caches and replicas are why it is not at once',
    fields: { reads: { type: 'integer', min: 1, max: 1000, default: 1, sentence: 'How many reads after a change are stale.' } },
  },
];

const writes: readonly FaultDefinition[] = [
  {
    kind: 'lost-update',
    group: 'write',
    sentence: 'Answers as if the change was made, and makes none.',
    source: 'https://github.com/pond/scimitar/issues/123',
    fields: {},
  },
  {
    kind: 'members-wiped',
    group: 'write',
    sentence: 'Empties the group where a remove names the members to take away in its value.',
    source: 'https://github.com/MicrosoftDocs/azure-docs/issues/30826',
    fields: {},
  },
  {
    kind: 'concurrent-member-lost',
    group: 'write',
    sentence:
      'Loses the members that the change before this one added to the group, as two changes at once do that each read first.',
    source: 'https://github.com/Infisical/infisical/pull/6471',
    fields: {},
  },
  {
    kind: 'member-limit',
    group: 'write',
    sentence: 'Keeps no more than so many members of a group: the oldest go when one is added.',
    source: 'https://github.com/FusionAuth/fusionauth-issues/issues/2784',
    fields: { limit: { type: 'integer', min: 0, max: 1_000_000, default: 100, sentence: 'How many members are kept.' } },
  },
  {
    kind: 'boolean-kept-as-text',
    group: 'write',
    sentence: 'Keeps the words "True" and "False" as the texts they are and shows them so.',
    source: 'https://github.com/rancher/rancher/issues/52996',
    fields: {},
  },
  {
    kind: 'value-path-wipes-others',
    group: 'write',
    sentence: 'Takes away all values of an attribute but those that the filter of a path means.',
    source: 'https://github.com/Captain-P-Goldfish/SCIM-SDK/issues/668',
    fields: {},
  },
  {
    kind: 'value-path-adds-anew',
    group: 'write',
    sentence: 'Adds a value of its own for each add with a filter in its path: three parts of an address become three addresses.',
    source: 'https://github.com/Captain-P-Goldfish/SCIM-SDK/issues/680',
    fields: {},
  },
  {
    kind: 'dotted-keys-dropped',
    group: 'write',
    sentence: 'Passes over keys such as name.givenName in an operation without a path, and says nothing.',
    source: 'https://github.com/pond/scimitar/issues/123',
    fields: {},
  },
  {
    kind: 'intolerant',
    group: 'write',
    sentence: 'Reads the request without some of the tolerances of the directory.',
    source: 'https://github.com/Captain-P-Goldfish/scim-for-keycloak/issues/73',
    fields: { tolerances: { type: 'texts', sentence: 'Tolerances that are off, by id.' } },
  },
];

/** Every fault of the server, in the order screens and guides list them. */
export const faultDefinitions: readonly FaultDefinition[] = [...instead, ...way, ...answers, ...writes];
