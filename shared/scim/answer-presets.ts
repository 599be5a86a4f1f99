import { canonicalJson, isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { AnswerDraft } from './answer-draft.ts';
import { ERROR_URN, LIST_RESPONSE_URN, SCIM_MEDIA_TYPE, type ScimRequest } from './message.ts';

/** An answer that targets are known to give, ready to be changed; or that none comes. */
export interface AnswerPreset {
  readonly id: string;
  /** `409 uniqueness`. */
  readonly label: string;
  readonly sentence: string;
  readonly answer: ({ readonly kind: 'response' } & AnswerDraft) | { readonly kind: 'timeout' | 'reset' };
}

/** What can be answered to a request in the target's place, the one that lets it succeed first. */
export function answerPresets(request: Pick<ScimRequest, 'method' | 'target' | 'body'>): readonly AnswerPreset[] {
  return [...successes(request), ...refusals, ...silences];
}

function successes({ method, target, body }: Pick<ScimRequest, 'method' | 'target' | 'body'>): readonly AnswerPreset[] {
  switch (method) {
    case 'POST':
      return [
        {
          id: 'created',
          label: '201 Created, with an echo',
          sentence:
            'The resource as it was sent, with an id (RFC 7644 §3.3). It exists nowhere: the next read of it finds nothing.',
          answer: response('201', createdResource(target, isJsonObject(body) ? body : {})),
        },
      ];
    case 'GET':
      return target.includes('?')
        ? [
            {
              id: 'nothing-found',
              label: '200, nothing found',
              sentence: 'An empty list (RFC 7644 §3.4.2): the object is taken to be missing.',
              answer: response('200', {
                schemas: [LIST_RESPONSE_URN],
                totalResults: 0,
                startIndex: 1,
                itemsPerPage: 0,
                Resources: [],
              }),
            },
          ]
        : [];
    default:
      return [
        {
          id: 'no-content',
          label: '204 No Content',
          sentence: 'Accepted without showing the result (RFC 7644 §3.5.2, §3.6). The target is as it was.',
          answer: { kind: 'response', status: '204', headers: '', body: '' },
        },
      ];
  }
}

/** The same request gives the same id, so that a rehearsal can be repeated. */
function createdResource(target: string, body: JsonObject): JsonObject {
  const id = randomUuid(seededRandom('answered by hand', target, canonicalJson(body)));
  return { ...body, id, meta: { resourceType: target.startsWith('/Groups') ? 'Group' : 'User' } };
}

const refusals: readonly AnswerPreset[] = [
  {
    id: 'not-found',
    label: '404 Not Found',
    sentence: 'The resource is gone (RFC 7644 §3.12).',
    answer: error('404', 'Resource not found.'),
  },
  {
    id: 'uniqueness',
    label: '409 uniqueness',
    sentence: 'Another resource has this value already (RFC 7644 §3.12, scimType uniqueness).',
    answer: error('409', 'One or more of the attribute values are already in use or are reserved.', { scimType: 'uniqueness' }),
  },
  {
    id: 'too-many-requests',
    label: '429 with Retry-After',
    sentence: 'The target asks for patience (RFC 6585 §4, RFC 9110 §10.2.3).',
    answer: error('429', 'Too many requests.', {}, 'Retry-After: 30'),
  },
  {
    id: 'server-error',
    label: '500 Internal Server Error',
    sentence: 'The target failed on it.',
    answer: error('500', 'Internal server error.'),
  },
];

const silences: readonly AnswerPreset[] = [
  {
    id: 'timeout',
    label: 'No answer in time',
    sentence: 'The connection stays open and nothing comes.',
    answer: { kind: 'timeout' },
  },
  {
    id: 'reset',
    label: 'Connection reset',
    sentence: 'The connection breaks before an answer has come.',
    answer: { kind: 'reset' },
  },
];

function error(status: string, detail: string, more: JsonObject = {}, header = ''): AnswerPreset['answer'] {
  return response(status, { schemas: [ERROR_URN], status, ...more, detail }, header);
}

function response(status: string, body: JsonObject, header = ''): AnswerPreset['answer'] {
  const headers = [`Content-Type: ${SCIM_MEDIA_TYPE}`, ...(header === '' ? [] : [header])].join('\n');
  return { kind: 'response', status, headers, body: JSON.stringify(body, null, 2) };
}
