import { isJsonObject, parseJson } from '#shared/kernel/json.ts';
import type { StandardNote } from '#shared/trace/exchange-standard.ts';

interface Answer {
  readonly status: number | null;
  readonly responseBody: string;
}

interface ToldNotes {
  readonly ofRequest: StandardNote | undefined;
  readonly ofAnswer: StandardNote | undefined;
}

/** Rules that a refusal with this keyword is most often about, first the likeliest. */
const likely: Readonly<Record<string, readonly string[]>> = {
  noTarget: ['value-path-add', 'manager-filter', 'remove-with-value'],
  invalidPath: ['manager-filter', 'value-path-add', 'keys-as-paths', 'keys-with-urn'],
  invalidFilter: ['form-encoded-filter', 'manager-filter'],
  invalidValue: ['boolean-as-text', 'manager-bare', 'role-in-text', 'keys-with-urn'],
  invalidSyntax: ['op-capital', 'keys-as-paths', 'keys-with-urn'],
};

/**
 * Of all that the standard says, the note of each side that explains most. A request that went well needs none; where it was
 * refused, the place and the keyword of the refusal choose.
 */
export function toldNotes(notes: readonly StandardNote[], { status, responseBody }: Answer): ToldNotes {
  const isRefused = status !== null && status >= 400;
  const ofAnswer = notes.find(
    ({ side, verdict, id }) => side === 'answer' && (verdict === 'deviates' || (isRefused && id === 'refused')),
  );
  if (!isRefused) return { ofRequest: undefined, ofAnswer };
  const candidates = notes.filter(({ side, verdict }) => side === 'request' && verdict !== 'conforms');
  const body = parseJson(responseBody);
  const { scimType, detail } = isJsonObject(body) ? body : {};
  const place = placeIn(String(detail ?? ''));
  const named = candidates.find(({ places }) => place !== null && places.includes(place));
  const byKeyword = (likely[String(scimType)] ?? []).flatMap((id) => candidates.find((note) => note.id === id) ?? []);
  return { ofRequest: named ?? byKeyword[0] ?? candidates.find(({ verdict }) => verdict === 'deviates'), ofAnswer };
}

/** `Operations[0].op` in a sentence, as the JSON pointer of it. */
function placeIn(detail: string): string | null {
  const found = /Operations\[(\d+)\](?:\.(op|path|value))?/.exec(detail);
  if (found === null) return null;
  return `/Operations/${found[1]}${found[2] === undefined ? '' : `/${found[2]}`}`;
}
