import { expect, test } from 'vitest';
import { resultOf } from './testing.ts';

const source = { name: 'Ada Lovelace', list: ['Ada', '', 'Grace'], empty: '', digits: '12-34', one: 'J' };

test.each([
  ['Append([name], "!")', 'Ada Lovelace!'],
  ['Append([absent], "!")', '!'],
  ['Append([list], "!")', ['Ada!', '!', 'Grace!']],
  ['Join("-", [list], "x", "", [absent])', 'Ada-Grace-x'],
  ['Join("", [absent])', ''],
  ['Join([absent], "a", "b")', 'ab'],
  ['Left([name], 3)', 'Ada'],
  ['Left([name], 99)', 'Ada Lovelace'],
  ['Left([absent], 3)', ''],
  ['Left([name], -1)', 'Ada Lovelace'],
  ['Left([name], "2")', 'Ad'],
  ['Mid([name], 5, 4)', 'Love'],
  ['Mid([name], 5, 0)', ''],
  ['Mid([name], 0, 4)', 'Ada Lovelace'],
  ['Mid([name], 1, -1)', 'Ada Lovelace'],
  ['Mid([one], 2, 64)', 'J'],
  ['Mid([absent], 1, 4)', ''],
  ['Len([name])', '12'],
  ['Len("😀")', '2'],
  ['Len(-7)', '2'],
  ['Len([empty])', '0'],
  ['StripSpaces([name])', 'AdaLovelace'],
  ['StripSpaces("a\tb\u00a0c")', 'a\tb\u00a0c'],
  ['StripSpaces([absent])', null],
  ['ToLower([list])', ['ada', '', 'grace']],
  ['ToLower("ΑΣ")', 'ασ'],
  ['ToLower("İI")', 'İi'],
  ['ToLower("Iİ", "tr")', 'ıi'],
  ['ToLower("Iİ", "az-Latn-AZ")', 'ıi'],
  ['ToLower("ITALIA", "it-IT")', 'italia'],
  ['ToUpper("straße ﬁn", )', 'STRAßE ﬁN'],
  ['ToUpper("ıi")', 'ıI'],
  ['ToUpper("ıi", "tr-TR")', 'Iİ'],
  ['ToUpper("𐐨")', '𐐀'],
  ['ToUpper("ᾀῳ")', 'ᾈῼ'],
  ['ToUpper([absent])', null],
  ['NormalizeDiacritics("Zoë Ærø Straße Łódź")', 'Zoe AEroe Strasse Lodz'],
  ['NormalizeDiacritics("Œuvre œ̄ Ǣ")', 'OEuvre oe AE'],
  ['NormalizeDiacritics("e\u0301 ā\u0301 n\u0303 a\u0331")', 'e a n a'],
  ['NormalizeDiacritics("ạ Ђ 山 đ \u0301x")', 'ạ Ђ 山 đ \u0301x'],
  ['NormalizeDiacritics("l\u0323\u0304 ḷ\u0304 ḹ R\u0323\u0304 ḷ")', 'l l l R ḷ'],
  ['NormalizeDiacritics([list])', ['Ada', '', 'Grace']],
  ['PCase("ADA LOVELACE")', 'Ada Lovelace'],
  ['PCase("o\'brien-smith (2nd) 1st a1b_c")', "O'brien-Smith (2Nd) 1St A1b_C"],
  ['PCase("PINTO-DE\'SILVA", " \'-")', "Pinto-De'Silva"],
  ['PCase("ada lovelace-king", " ")', 'Ada Lovelace-king'],
  ['PCase("ǆungla élan")', 'ǅungla Élan'],
  ['PCase([absent])', null],
  ['InStr([name], "Love")', '5'],
  ['InStr([name], "love")', '0'],
  ['InStr([name], "love", , vbTextCompare)', '5'],
  ['InStr([name], "L", 6)', '0'],
  ['InStr([name], "l", 6, 1)', '9'],
  ['InStr([name], "", 3)', '3'],
  ['InStr([name], "A", 99)', '0'],
  ['InStr([absent], "A")', '0'],
  ['InStr("straße", "E", 1, vbTextCompare)', '6'],
  ['Word("  a, b;;c ", 2, " ,;")', 'b'],
  ['Word("  a, b;;c ", 4, " ,;")', ''],
  ['Word("a b", 0, " ")', ''],
  ['Word("abc", 1, " ")', ''],
  ['Word([absent], 1, " ")', ''],
  ['Split("a, b ,,c", ",")', ['a', 'b', '', 'c']],
  ['Split("a😀b", "😀")', ['a', 'b']],
  ['Split([absent], ",")', null],
  ['Split([empty], ",")', null],
] as const)('%s', (expression, value) => {
  expect(resultOf(expression, { source })).toEqual(value);
});

test('Split keeps blanks, and a text without a delimiter is a word, where the habits say so', () => {
  expect(resultOf('Split("a, b", ",")', { habits: { 'split-trimming': 'off' } })).toEqual(['a', ' b']);
  expect(resultOf('Word("abc", 1, " ")', { habits: { 'word-without-delimiter': 'whole-text' } })).toBe('abc');
});

test('Mid outside of the text is empty, and an apostrophe ends a word, where the habits say so', () => {
  const outside = ['Mid("abc", 4, 1)', 'Mid("abc", 0, 2)', 'Mid("abc", 2, -1)'];
  expect(outside.map((expression) => resultOf(expression))).toEqual(['abc', 'abc', 'abc']);
  const habits = { 'mid-outside': 'empty', 'pcase-apostrophe': 'ends-word' };
  expect(outside.map((expression) => resultOf(expression, { habits }))).toEqual(['', '', '']);
  expect(resultOf('Mid("abc", 3, 5)', { habits })).toBe('c');
  expect([resultOf(`PCase("O'NEIL")`), resultOf(`PCase("O'NEIL")`, { habits })]).toEqual(["O'neil", "O'Neil"]);
  expect(resultOf(`PCase("o'neil-x", "-")`, { habits })).toBe("O'neil-X");
});

test.each([
  ['Left([name], "two")', 'Left: argument 2 must be a whole number, but it is "two".'],
  ['ToLower([name], "Klingon!")', 'ToLower: "Klingon!" is no name of a culture.'],
  ['InStr([name], "a", 0)', 'InStr: argument 3, the start, is 0.'],
  ['InStr([name], "a", 1, "sloppy")', 'InStr: "sloppy" is no kind of comparison.'],
  ['Split([name], "")', 'Split: the delimiter must be one character, but is empty.'],
  ['Split([name], ", ")', 'Split: the delimiter must be one character, but is ", ".'],
])('%s is refused', (expression, message) => {
  expect(resultOf(expression, { source })).toMatchObject({ kind: 'error', code: 'invalid-argument', message, column: 1 });
});
