/**
 * A text without the marks on its letters, by the table of the reference; what it does not list stays. Documented: Microsoft,
 * NormalizeDiacritics of functions-for-customizing-application-data.
 */
export function withoutDiacritics(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text;
  return text.replace(markedLetter, (found, base: string | undefined) => {
    const letter = base ?? found.normalize('NFC');
    return plainLetters.get(letter) ?? letter;
  });
}

/** The small letters of the table; each has its capital. A letter and a mark that follows it as a character of its own are below. */
const table: Readonly<Record<string, string>> = {
  a: 'äàâãåáąăāǟǡ',
  ae: 'æǣ',
  c: 'çčć',
  d: 'ďḏ',
  e: 'ëèéêęěėēḗḕ',
  g: 'ğḡ',
  i: 'ïîìíī',
  l: 'ľłḹḻ',
  n: 'ñńňṉ',
  o: 'öòőõôóōṓṑȫǭȭȱ',
  // The table has "œ" with a macron only.
  oe: 'øœ',
  r: 'řṟṝ',
  s: 'šśșş',
  t: 'ťțṯ',
  u: 'üùûúůűūǖṻṳ',
  y: 'ÿýȳ',
  z: 'źžżẕ',
};

const plainLetters: ReadonlyMap<string, string> = new Map([
  ...Object.entries(table).flatMap(([plain, letters]) =>
    Array.from(letters).flatMap((letter): [string, string][] => [
      [letter, plain],
      [letter.toUpperCase(), plain.toUpperCase()],
    ]),
  ),
  ['ı', 'i'],
  ['İ', 'I'],
  ['ß', 'ss'],
]);

/**
 * Marks that the table has, by themselves ("ā́" is "ā" and U+0301) or within a letter that can also be written in two: a letter
 * that carries one is the same letter however it is written.
 */
const marks = '\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0324\u0326-\u0328\u0331';
const listed = [...plainLetters.keys()].join('');
const plain = Object.keys(table).join('');
/** A dot below only with a macron above, however the three are put together: "ḹ" is listed, "ḷ" is not. */
const dotted = '[lLrR]\\u0323\\u0304|[ḷṛḶṚ]\\u0304';
const markedLetter = new RegExp(`([${plain}${plain.toUpperCase()}${listed}])[${marks}]+|${dotted}|[${listed}]`, 'gu');
