import { ScimError } from '#shared/scim/error.ts';
import { SCIM_MEDIA_TYPE } from '#shared/scim/message.ts';
import type { HttpResponse } from '../scim-server.ts';
import type { Call } from './call.ts';

const JSON_MEDIA_TYPE = 'application/json';

/**
 * The media type a client takes an answer in: SCIM's own where it may be (RFC 7644 §3.8), else plain JSON. Throws ScimError 406 where
 * it takes neither; whoever asks for no answer is not held to it.
 */
export function chooseMediaType({ headers, method }: Call): string {
  const header = headers['accept'];
  if (header === SCIM_MEDIA_TYPE) return SCIM_MEDIA_TYPE;
  if (header === undefined || header.trim() === '' || method === 'DELETE' || method === 'OPTIONS') return SCIM_MEDIA_TYPE;
  const ranges = header.split(',').map(readRange);
  const [scim, json] = [qualityOf(SCIM_MEDIA_TYPE, ranges), qualityOf(JSON_MEDIA_TYPE, ranges)];
  if (scim === 0 && json === 0) {
    throw new ScimError(
      406,
      null,
      `The client accepts "${header}"; this server answers in ${SCIM_MEDIA_TYPE} or ${JSON_MEDIA_TYPE} (RFC 7644 §3.8).`,
    );
  }
  return scim >= json ? SCIM_MEDIA_TYPE : JSON_MEDIA_TYPE;
}

/** The answer as it is, but for the name of its media type. */
export function answerInMediaType(mediaType: string, response: HttpResponse): HttpResponse {
  const given = response.headers['content-type'];
  if (mediaType === SCIM_MEDIA_TYPE || given === undefined) return response;
  return { ...response, headers: { ...response.headers, 'content-type': given.replace(SCIM_MEDIA_TYPE, mediaType) } };
}

interface MediaRange {
  readonly name: string;
  readonly quality: number;
}

/** `application/json;q=0.5` (RFC 9110 §12.5.1). */
function readRange(text: string): MediaRange {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { name, quality: Number.isNaN(quality) ? 1 : quality };
}

/** The most exact range decides. */
function qualityOf(mediaType: string, ranges: readonly MediaRange[]): number {
  for (const wanted of [mediaType, 'application/*', '*/*']) {
    const range = ranges.find(({ name }) => name === wanted);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
