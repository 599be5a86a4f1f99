import { canonicalJson, isJsonObject } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import { SCIM_MEDIA_TYPE, type ScimOutcome, type ScimRequest, type ScimResponse } from '#shared/scim/message.ts';

/**
 * Stands in for a target that a plan must not write to: answers each write as a target that accepts it would, and reads of what
 * it was told to create. Null for a read that the real target has to answer.
 */
export class PlannedTarget {
  readonly #created = new Map<string, string>();

  answer(request: ScimRequest): ScimOutcome | null {
    switch (request.method) {
      case 'GET': {
        const text = this.#created.get(idOf(request));
        return text === undefined ? null : response(200, text);
      }
      case 'POST':
        return response(201, this.#create(request));
      case 'PUT':
        return response(200, JSON.stringify({ ...(isJsonObject(request.body) ? request.body : {}), id: idOf(request) }));
      case 'PATCH':
      case 'DELETE':
        return response(204, '');
    }
  }

  /** The id comes from the body, so that it is the same whatever else is in flight. */
  #create({ target, body }: ScimRequest): string {
    const id = `planned-${randomUuid(seededRandom('plan', target, canonicalJson(body)))}`;
    const text = JSON.stringify({ ...(isJsonObject(body) ? body : {}), id });
    this.#created.set(id, text);
    return text;
  }
}

/** `/Users/2819c223?excludedAttributes=members` names `2819c223`; a search names nothing. */
function idOf({ target }: ScimRequest): string {
  const [path = ''] = target.split('?');
  return decodeURIComponent(path.split('/').at(-1) ?? '');
}

function response(status: number, text: string): ScimOutcome {
  const headers: ScimResponse['headers'] = text === '' ? {} : { 'content-type': SCIM_MEDIA_TYPE };
  return { kind: 'response', response: { status, headers, text } };
}
