import { statusNamed } from '#shared/entra/provisioning-error-status.ts';
import { isJsonObject, parseJson } from '#shared/kernel/json.ts';

/** Particulars that such texts carry, each null where it is not there. */
export interface PastedFacts {
  readonly status: number | null;
  /** How the text names it: `BadRequest`. */
  readonly statusText: string | null;
  /** `GET`, of a refused probe. */
  readonly operation: string | null;
  /** Address of the request without its query, which may hold a secret. */
  readonly resource: string | null;
  /** What the endpoint itself said: the detail of a SCIM error, or the beginning of its body. */
  readonly answer: string | null;
  readonly retriedCount: number | null;
  /** As it stands there, in UTC. */
  readonly nextAttemptAt: string | null;
  /** The attribute that a skipped object lacks. */
  readonly attribute: string | null;
}

const ANSWER_LENGTH_MAX = 300;

export function pastedFacts(text: string): PastedFacts {
  const { status, statusText } = statusIn(text);
  return {
    status,
    statusText,
    operation: /Operation:\s*(GET|POST|PUT|PATCH|DELETE)\b/.exec(text)?.[1] ?? null,
    resource: /Resource:\s*(https?:\/\/[^\s?#"]{1,300})/.exec(text)?.[1]?.replace(/\/\/[^/@]*@/, '//') ?? null,
    answer: answerIn(text),
    retriedCount: numberOf(/This operation was retried (\d{1,6}) times/.exec(text)?.[1]),
    nextAttemptAt: /retried again after this date: (\S{10,40}) UTC/.exec(text)?.[1] ?? null,
    attribute: /value of the property (\S{1,200}) is missing or invalid/.exec(text)?.[1] ?? null,
  };
}

/** Whether a text is about the job as a whole rather than about one object. */
export function isOfJob(text: string): boolean {
  return /validate our authorization|rather than the expected HTTP\/200|test connection|quarantin|CredentialValidation|validateCredentials|InvalidCredentials|Requested value '|invalid credentials/i.test(
    text,
  );
}

const STATUS = /(?:StatusCode|Status Code|HTTP status|HTTP\/1\.1|HTTP\/|HTTP)\s*:?\s*"?([1-5]\d\d|[A-Z][A-Za-z]{1,40})\b/g;

function statusIn(text: string): Pick<PastedFacts, 'status' | 'statusText'> {
  for (const [, word = ''] of text.matchAll(STATUS)) {
    const status = statusNamed(word);
    if (status !== undefined) return { status, statusText: word };
  }
  return { status: null, statusText: null };
}

/** The body stands behind one of these words, and goes on to the sentence about retries. */
const BODY = /(?:Web Response:|Response Content:|received from your SCIM endpoint:)\s*/;
const BODY_END = /\.? This operation was retried /;

function bodyIn(text: string): string | null {
  const start = BODY.exec(text);
  return start === null ? null : (text.slice(start.index + start[0].length).split(BODY_END, 1)[0] ?? null);
}

/** The words of the service alone: what the endpoint said may hold any word. */
export function withoutAnswer(text: string): string {
  const body = bodyIn(text);
  return body === null || body === '' ? text : text.replace(body, () => ' ');
}

function answerIn(text: string): string | null {
  // Whoever reads it in a terminal must not be commanded by it.
  const said = detailOf((bodyIn(text) ?? '').trim())
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (said === '') return null;
  return said.length <= ANSWER_LENGTH_MAX ? said : `${said.slice(0, ANSWER_LENGTH_MAX)}…`;
}

function detailOf(body: string): string {
  const error = parseJson(body);
  const detail = isJsonObject(error) ? error['detail'] : undefined;
  return typeof detail === 'string' && detail !== '' ? detail : body;
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}
