import { withoutDiacritics } from './diacritics.ts';
import { type LetterCulture, letterCultureOf, lowerCase, upperCase } from './dotnet-letter-case.ts';
import { separatedCased, titleCased } from './dotnet-title-case.ts';
import { eachText } from './each-text.ts';
import type { ExpressionValue } from './expression-value.ts';
import type { FunctionCall, FunctionDefinition } from './function-definition.ts';
import { optional, required } from './function-signature.ts';

/**
 * Functions of text. Source: Microsoft, functions-for-customizing-application-data. What changes each text by itself does so with
 * each value of a multi-valued source, and gives nothing for no value. Evidence for both: inferred.
 */
export const textFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Append',
    parameters: [required('source', 'String'), required('suffix', 'String')],
    family: 'application',
    group: 'text',
    summary: 'The source, then the suffix; no source counts as "".',
    evaluate(call) {
      const suffix = call.text(1);
      return eachText(call.value(0) ?? '', (text) => text + suffix);
    },
  },
  {
    name: 'Join',
    parameters: [required('separator', 'String'), { name: 'source', type: 'String', isRequired: true, isRepeated: true }],
    family: 'application',
    group: 'text',
    summary: 'All sources in one text, with a separator between those that are not empty; every value of a multi-valued one.',
    // Proved by the reference: Join(", ", "", [surname], [givenName]) is "Doe, John".
    evaluate(call) {
      const separator = call.text(0);
      let joined = '';
      for (let index = 1; index < call.count; index += 1) {
        const source = call.value(index);
        for (const part of source === null ? [] : typeof source === 'string' ? [source] : source) {
          if (part !== '') joined += joined === '' ? part : separator + part;
        }
      }
      return joined;
    },
  },
  {
    name: 'Left',
    parameters: [required('string', 'String'), required('numChars', 'Integer')],
    family: 'application',
    group: 'text',
    summary: 'So many characters from the left; 0 gives "", a negative number the whole text.',
    evaluate(call) {
      const count = call.integer(1);
      return eachText(call.value(0) ?? '', (text) => (count < 0 ? text : text.slice(0, count)));
    },
  },
  {
    name: 'Mid',
    parameters: [required('source', 'String'), required('start', 'Integer'), required('length', 'Integer')],
    family: 'application',
    group: 'text',
    summary: 'So many characters from a place on, the first being 1; what lies beyond the end is left out.',
    // What a start or length outside the text gives is documented for Connect Sync only (reference-connect-sync-functions-reference).
    evaluate(call) {
      const start = call.integer(1);
      const length = call.integer(2);
      return eachText(call.value(0) ?? '', (text) => {
        const isOutside = length < 0 || start < 1 || start > text.length;
        if (isOutside) return call.context.options.isMidOutsideEmpty ? '' : text;
        return text.slice(start - 1, start - 1 + length);
      });
    },
  },
  {
    name: 'Len',
    parameters: [required('string', 'String')],
    family: 'application',
    group: 'text',
    summary: 'How many characters a text or number has; "0" for none.',
    evaluate: (call) => String(call.text(0).length),
  },
  {
    name: 'StripSpaces',
    parameters: [required('source', 'String')],
    family: 'application',
    group: 'text',
    summary: 'The source without its spaces.',
    evaluate: (call) => eachText(call.value(0), (text) => text.replaceAll(' ', '')),
  },
  {
    name: 'ToLower',
    parameters: [required('source', 'String'), optional('culture', 'String')],
    family: 'application',
    group: 'text',
    summary: 'In small letters, by the rules of a culture such as "tr-TR" where one is given.',
    evaluate(call) {
      const culture = cultureOf(call);
      return eachText(call.value(0), (text) => lowerCase(text, culture));
    },
  },
  {
    name: 'ToUpper',
    parameters: [required('source', 'String'), optional('culture', 'String')],
    family: 'application',
    group: 'text',
    summary: 'In capital letters, by the rules of a culture such as "tr-TR" where one is given.',
    evaluate(call) {
      const culture = cultureOf(call);
      return eachText(call.value(0), (text) => upperCase(text, culture));
    },
  },
  {
    name: 'PCase',
    parameters: [required('source', 'String'), optional('wordSeparators', 'String')],
    family: 'application',
    group: 'text',
    summary: 'The first letter of each word large, the others small; words end at the separators, where some are given.',
    evaluate(call) {
      const separators = call.text(1);
      const { doesApostropheEndWord } = call.context.options;
      return eachText(call.value(0), (text) =>
        separators === '' ? titleCased(text, { doesApostropheEndWord }) : separatedCased(text, separators),
      );
    },
  },
  {
    name: 'NormalizeDiacritics',
    parameters: [required('source', 'String')],
    family: 'application',
    group: 'text',
    summary: 'Letters without their marks, as in "Zoe" for "Zoë".',
    evaluate: (call) => eachText(call.value(0), withoutDiacritics),
  },
  {
    name: 'InStr',
    parameters: [
      required('value1', 'String'),
      required('value2', 'String'),
      optional('start', 'Integer'),
      optional('compareType', 'String'),
    ],
    family: 'application',
    group: 'text',
    summary: 'Where the second text first stands in the first one, from 1; "0" where it does not.',
    evaluate: (call) => String(placeIn(call)),
  },
  {
    name: 'Word',
    parameters: [required('string', 'String'), required('wordNumber', 'Integer'), required('delimiters', 'String')],
    family: 'application',
    group: 'text',
    summary: 'One word of a text, by its number from 1; each character of the delimiters ends a word.',
    evaluate(call) {
      const words = wordsOf(call.text(0), call.text(2), call.context.options.isWholeTextWord);
      return words[call.integer(1) - 1] ?? '';
    },
  },
  {
    name: 'Split',
    parameters: [required('source', 'String'), required('delimiter', 'String')],
    family: 'application',
    group: 'text',
    summary: 'A text as several values, split at a character.',
    evaluate: splitValues,
  },
];

function cultureOf(call: FunctionCall): LetterCulture {
  if (call.isOmitted(1)) return 'invariant';
  const name = call.text(1);
  return (
    letterCultureOf(name) ??
    call.fail('invalid-argument', `"${name}" is no name of a culture`, 'Write one such as "en-US", or leave it out.')
  );
}

/** As InStr of Visual Basic, which the reference names its kinds of comparison after. */
function placeIn(call: FunctionCall): number {
  const start = call.isOmitted(2) ? 1 : call.integer(2);
  if (start < 1) call.fail('invalid-argument', `argument 3, the start, is ${start}`, 'The first character is 1.');
  const fold = isTextCompare(call) ? (text: string) => lowerCase(upperCase(text)) : (text: string) => text;
  const text = fold(call.text(0));
  return start > text.length ? 0 : text.indexOf(fold(call.text(1)), start - 1) + 1;
}

function isTextCompare(call: FunctionCall): boolean {
  const type = call.text(3);
  if (type === 'vbTextCompare' || type === '1') return true;
  if (type === '' || type === 'vbBinaryCompare' || type === '0') return false;
  return call.fail('invalid-argument', `"${type}" is no kind of comparison`, 'Write vbTextCompare or vbBinaryCompare.');
}

/** Documented: a text that has none of the delimiters has no words. That is surprising, and so a habit. */
function wordsOf(text: string, delimiters: string, isWholeTextWord: boolean): readonly string[] {
  const words: string[] = [];
  let word = '';
  let hasDelimiter = false;
  for (const character of text) {
    if (!delimiters.includes(character)) {
      word += character;
      continue;
    }
    hasDelimiter = true;
    if (word !== '') words.push(word);
    word = '';
  }
  if (word !== '') words.push(word);
  return hasDelimiter || isWholeTextWord ? words : [];
}

function splitValues(call: FunctionCall): ExpressionValue {
  const delimiter = call.text(1);
  if (Array.from(delimiter).length !== 1) {
    const found = delimiter === '' ? 'empty' : `"${delimiter}"`;
    call.fail('invalid-argument', `the delimiter must be one character, but is ${found}`, 'Write one such as ",".');
  }
  const source = call.value(0);
  if (source === null || source === '') return null;
  const values = (typeof source === 'string' ? [source] : source).flatMap((text) => text.split(delimiter));
  return call.context.options.isSplitTrimming ? values.map((value) => value.trim()) : values;
}
