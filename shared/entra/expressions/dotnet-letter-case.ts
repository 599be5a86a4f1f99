/**
 * Upper and lower case as .NET changes it: letter by letter, so that no text changes its length ("ß" stays "ß"), by rules that are
 * the same everywhere unless a culture says otherwise. Of all cultures only Turkish and Azeri do: their I has two pairs.
 * Documented: Microsoft, ToLower of functions-for-customizing-application-data; .NET, best-practices-strings.
 */
export function lowerCase(text: string, culture: LetterCulture = 'invariant'): string {
  if (culture === 'invariant' && isAscii(text)) return text.toLowerCase();
  return changed(text, culture === 'turkish' ? turkishLower : invariantExceptions, (letter) => letter.toLowerCase());
}

export function upperCase(text: string, culture: LetterCulture = 'invariant'): string {
  if (culture === 'invariant' && isAscii(text)) return text.toUpperCase();
  return changed(text, culture === 'turkish' ? turkishUpper : invariantExceptions, simpleUpper);
}

/** A letter at the beginning of a word: four of Unicode's digraphs have a form of their own there. */
export function titleCase(letter: string): string {
  return titleForms.get(letter) ?? upperCase(letter);
}

export type LetterCulture = 'invariant' | 'turkish';

/** Null for what is no name of a culture, such as `tr-TR` (RFC 4646). */
export function letterCultureOf(name: string): LetterCulture | null {
  if (name === '') return 'invariant';
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(name)) return null;
  return /^(?:tr|az)(?:-|$)/i.test(name) ? 'turkish' : 'invariant';
}

const turkishLower: ReadonlyMap<string, string> = new Map([
  ['I', 'ı'],
  ['İ', 'i'],
]);
const turkishUpper: ReadonlyMap<string, string> = new Map([
  ['i', 'İ'],
  ['ı', 'I'],
]);
/** The two letters of Turkish have no other case without it. */
const invariantExceptions: ReadonlyMap<string, string> = new Map([
  ['İ', 'İ'],
  ['ı', 'ı'],
]);

const titleForms: ReadonlyMap<string, string> = new Map(
  ['Ǆǅǆ', 'Ǉǈǉ', 'Ǌǋǌ', 'Ǳǲǳ'].flatMap(([upper = '', title = '', lower = '']): [string, string][] => [
    [upper, title],
    [title, title],
    [lower, title],
  ]),
);

/** Greek letters with an iota below: JavaScript writes the iota beside them, .NET has one letter for both (Unicode's simple mapping). */
const iotaBelow: ReadonlyMap<string, string> = new Map(
  [
    ...[0x1f80, 0x1f90, 0x1fa0].flatMap((first) => Array.from({ length: 8 }, (_, index) => [first + index, first + index + 8])),
    ...[0x1fb3, 0x1fc3, 0x1ff3].map((lower) => [lower, lower + 9]),
  ].map(([lower = 0, upper = 0]) => [String.fromCharCode(lower), String.fromCharCode(upper)]),
);

function simpleUpper(letter: string): string {
  return iotaBelow.get(letter) ?? letter.toUpperCase();
}

function changed(text: string, exceptions: ReadonlyMap<string, string>, change: (letter: string) => string): string {
  let result = '';
  for (const letter of text) {
    const other = exceptions.get(letter) ?? change(letter);
    result += other.length === letter.length ? other : letter;
  }
  return result;
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}
