import { createHash } from 'node:crypto';
import { ScimError, toErrorBody } from '#shared/scim/error.ts';
import { answer } from '../http/call.ts';
import type { HttpResponse } from '../scim-server.ts';
import type { ChosenFault } from './fault-choice.ts';
import type { FaultEffect } from './fault-rule.ts';

/** What an answer in place of the right one may speak of. */
export interface InsteadContext {
  readonly directoryId: string;
  readonly now: number;
  readonly authorization: string;
  /** Requests served by each token, by its hash: a token in clear is nothing to keep. */
  readonly servedByToken: Map<string, number>;
}

/** The answer of the first fault that lets nothing be carried out; undefined where none does. */
export function insteadAnswer(chosen: readonly ChosenFault[], context: InsteadContext): HttpResponse | undefined {
  for (const { effect } of chosen) {
    const found = answerOf(effect, context);
    if (found !== undefined) return found;
  }
  return undefined;
}

function answerOf(effect: FaultEffect, context: InsteadContext): HttpResponse | undefined {
  switch (effect.kind) {
    case 'status':
      return statusAnswer(effect);
    case 'too-many-requests': {
      const at = new Date(context.now + effect.retryAfterS * 1000).toUTCString();
      const error = new ScimError(429, null, `Too many requests; try again in ${effect.retryAfterS} s.`);
      return answer(429, toErrorBody(error), { 'retry-after': effect.form === 'date' ? at : String(effect.retryAfterS) });
    }
    case 'login-page':
      return { status: effect.status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: LOGIN_PAGE };
    case 'redirect': {
      const location = effect.location.replace('{directory}', `/scim/v2/${encodeURIComponent(context.directoryId)}`);
      return { status: effect.status, headers: { location }, body: '' };
    }
    case 'token-expires':
      return expiredAnswer(effect.after, context);
    case 'no-answer':
      return effect.isCarriedOut ? undefined : lost('never');
    case 'no-http':
      return effect.isCarriedOut ? undefined : lost('no-http');
    case 'dropped':
      return effect.moment === 'before' ? lost('reset') : undefined;
    default:
      return undefined;
  }
}

/** Status 0: there is no answer to record. */
function lost(kind: 'never' | 'reset' | 'no-http'): HttpResponse {
  return { status: 0, headers: {}, body: '', delivery: { kind, delayMs: 0, closesConnection: true } };
}

function statusAnswer({ status, scimType, detail, body, mediaType }: FaultEffect & { kind: 'status' }): HttpResponse {
  if (body === undefined) {
    return answer(status, status < 300 ? {} : toErrorBody(new ScimError(status, scimType ?? null, detail ?? '')));
  }
  if (body === '' || status === 204 || status === 304) return { status, headers: {}, body: '' };
  return { status, headers: { 'content-type': mediaType ?? 'text/plain; charset=utf-8' }, body };
}

function expiredAnswer(after: number, { authorization, servedByToken, directoryId }: InsteadContext): HttpResponse | undefined {
  const token = createHash('sha256').update(authorization).digest('hex');
  const servedCount = servedByToken.get(token) ?? 0;
  if (servedCount < after) {
    servedByToken.set(token, servedCount + 1);
    return undefined;
  }
  const error = new ScimError(401, null, 'The bearer token has expired (RFC 6750 §3.1).');
  return answer(401, toErrorBody(error), {
    'www-authenticate': `Bearer realm="${directoryId}", error="invalid_token", error_description="The token has expired"`,
  });
}

const LOGIN_PAGE =
  '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in</title></head><body><form method="post"><h1>Sign in to your account</h1>' +
  '<label>E-mail <input name="login" type="email"></label><button>Next</button></form></body></html>\n';
