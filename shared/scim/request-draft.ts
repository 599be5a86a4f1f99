import type { Json } from '#shared/kernel/json.ts';
import { jsonProblemIn } from '#shared/kernel/json-problem.ts';
import type { DraftProblem, ParsedDraft } from './draft-problem.ts';
import type { ScimRequest } from './message.ts';
import { parseTypedHeaders, typedHeaders } from './typed-headers.ts';

/** A request as it stands in boxes of text. Its method is not typed. */
export interface RequestDraft {
  /** Path and query below the base address. */
  readonly target: string;
  /** One a line. */
  readonly headers: string;
  /** JSON in any layout; empty for no body. */
  readonly body: string;
}

export function requestDraftOf({ target, headers, body }: ScimRequest): RequestDraft {
  return {
    target,
    headers: typedHeaders(Object.entries(headers)),
    body: body === null ? '' : JSON.stringify(body, null, 2),
  };
}

/**
 * The typed request, or everything that is wrong with it. Whatever is accepted goes to the same host and below the same base
 * address as the one it was made of, with the credentials of the connection and no others.
 */
export function parseRequestDraft(draft: RequestDraft, method: ScimRequest['method']): ParsedDraft<ScimRequest> {
  const target = draft.target.trim();
  const headers = parseTypedHeaders(draft.headers, requestHeaderRefusal);
  const body = parseBody(draft.body, method);
  const problems = [...targetProblems(target), ...headers.problems, ...body.problems];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { method, target, headers: Object.fromEntries(headers.pairs), body: body.value } };
}

function targetProblems(target: string): readonly DraftProblem[] {
  const problem = (message: string, remedy: string): readonly DraftProblem[] => [
    { field: 'target', place: 'Path and query', message, remedy },
  ];
  if (!target.startsWith('/')) {
    return problem(
      'The path does not begin with a slash.',
      'Write what follows the tenant URL, as /Users?filter=…: the host cannot be changed.',
    );
  }
  const bad = /[^\x21-\x7e]|[\\#]/.exec(target)?.[0];
  if (bad !== undefined) {
    return problem(
      `The path holds ${bad === ' ' ? 'a blank' : `“${bad}”`}, which does not go on the wire as it is.`,
      `Encode it: ${encodeURIComponent(bad)}.`,
    );
  }
  if (leavesBase(target.split('?')[0] ?? '')) {
    return problem(
      'The path would lead out of the tenant URL.',
      'Stay below it: without an empty segment, “.” or “..”, encoded or not.',
    );
  }
  return [];
}

/**
 * Servers and gateways take dots away only after decoding, some twice, and some without what follows a semicolon: whatever any of
 * them could read as a way up or to another authority is refused (RFC 3986 §5.2.4, §3.3).
 */
function leavesBase(path: string): boolean {
  const segments = decodedThroughout(path)
    .slice(1)
    .split(/[/\\]/)
    .map((segment) => segment.split(';')[0]);
  return segments.some(
    (segment, index) => segment === '.' || segment === '..' || (segment === '' && index < segments.length - 1),
  );
}

function decodedThroughout(text: string): string {
  let decoded = text;
  for (let round = 0; round < DECODING_ROUNDS_MAX; round += 1) {
    const next = decoded.replace(/%([0-7][0-9a-f])/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (next === decoded) break;
    decoded = next;
  }
  return decoded;
}

const DECODING_ROUNDS_MAX = 8;

/** Headers that carry credentials, or that frame the message and belong to the connection. */
const ownHeaders =
  /^(authorization|cookie|proxy-.+|host|connection|keep-alive|te|trailer|upgrade|expect|content-length|transfer-encoding)$/i;

function requestHeaderRefusal(name: string): string | null {
  return ownHeaders.test(name) ? `${name} is set by the connection itself and cannot be typed.` : null;
}

function parseBody(
  text: string,
  method: ScimRequest['method'],
): { readonly value: Json; readonly problems: readonly DraftProblem[] } {
  if (text.trim() === '') return { value: null, problems: [] };
  const problem = (message: string, remedy: string, at: Pick<DraftProblem, 'line' | 'column'> = {}) => ({
    value: null,
    problems: [{ field: 'body', place: 'Body', message, remedy, ...at } as const],
  });
  // RFC 9110 §9.3.1: content of a GET has no meaning, and some servers close the connection on it.
  if (method === 'GET') return problem('A GET has no body.', 'Empty the box, or write a filter into the path.');
  const fault = jsonProblemIn(text);
  if (fault === null) return { value: JSON.parse(text) as Json, problems: [] };
  const { line, column, message } = fault;
  return problem(`Line ${line}, column ${column}: ${message}`, 'The body must be JSON (RFC 7644 §3.1).', { line, column });
}
