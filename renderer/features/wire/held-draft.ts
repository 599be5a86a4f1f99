import type { HeldRequestView } from '#shared/api/job-views.ts';
import type { DraftProblem } from '#shared/scim/draft-problem.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { parseRequestDraft, type RequestDraft } from '#shared/scim/request-draft.ts';

/** The boxes of a held request as they stand before anybody types. */
export function heldDraft({ target, headers, body }: HeldRequestView): RequestDraft {
  return { target, headers: headers.map(([name, value]) => `${name}: ${value}`).join('\n'), body };
}

export function isChanged(held: HeldRequestView, draft: RequestDraft): boolean {
  const before = heldDraft(held);
  return draft.target !== before.target || draft.headers !== before.headers || draft.body !== before.body;
}

export function draftProblems({ method }: HeldRequestView, draft: RequestDraft): readonly DraftProblem[] {
  const parsed = parseRequestDraft(draft, methodOf(method));
  return parsed.ok ? [] : parsed.problems;
}

function methodOf(method: string): ScimRequest['method'] {
  return methods.find((known) => known === method) ?? 'GET';
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
