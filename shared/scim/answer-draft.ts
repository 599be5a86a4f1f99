import { jsonProblemIn } from '#shared/kernel/json-problem.ts';
import type { DraftProblem, ParsedDraft } from './draft-problem.ts';
import type { ScimResponse } from './message.ts';
import { parseTypedHeaders } from './typed-headers.ts';

/** An answer as a person types it in the target's place. */
export interface AnswerDraft {
  readonly status: string;
  /** One a line. */
  readonly headers: string;
  /** Any text: targets answer pages of HTML as well. */
  readonly body: string;
}

/** The typed answer, or everything that is wrong with it. */
export function parseAnswerDraft({ status, headers, body }: AnswerDraft): ParsedDraft<ScimResponse> {
  const parsed = parseTypedHeaders(headers, () => null);
  const problems = [...statusProblems(status), ...parsed.problems];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      status: Number(status),
      headers: Object.fromEntries(parsed.pairs.map(([name, value]) => [name.toLowerCase(), value])),
      text: body,
    },
  };
}

/** What is odd about a body that may be sent all the same; null where nothing is. */
export function answerBodyNote({ body }: AnswerDraft): string | null {
  const fault = body.trim() === '' ? null : jsonProblemIn(body);
  return fault === null
    ? null
    : `This is no JSON, and a client cannot read it. Line ${fault.line}, column ${fault.column}: ${fault.message}`;
}

function statusProblems(status: string): readonly DraftProblem[] {
  // RFC 9110 §15: 1xx are no last answers.
  if (/^[2-5]\d\d$/.test(status.trim())) return [];
  return [
    {
      field: 'status',
      place: 'Status',
      message: `“${status}” is no status of an answer.`,
      remedy: 'Write a number from 200 to 599.',
    },
  ];
}
