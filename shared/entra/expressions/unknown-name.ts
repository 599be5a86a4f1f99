import { closest } from '#shared/kernel/closest.ts';
import { ExpressionError } from './expression-value.ts';
import { functionDefinitions, functionNamed, isKnown, type NameOptions } from './functions.ts';
import { keywordLike } from './keywords.ts';

/** Functions people know from elsewhere, Microsoft's other engines included, and what does the same here. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['concat', 'Join or Append'],
  ['concatenate', 'Join or Append'],
  ['contains', 'InStr'],
  ['formatdate', 'FormatDateTime'],
  ['if', 'IIF'],
  ['isbitset', 'BitAnd'],
  ['isempty', 'IsNullOrEmpty'],
  ['lcase', 'ToLower'],
  ['length', 'Len'],
  ['lower', 'ToLower'],
  ['replacechars', 'Replace or NormalizeDiacritics'],
  ['right', 'Replace with a pattern'],
  ['substring', 'Mid'],
  ['ucase', 'ToUpper'],
  ['upper', 'ToUpper'],
]);

/** @param position of the name in its text, from 0 */
export function unknownFunction(name: string, position: number, options: NameOptions): ExpressionError {
  const message = `There is no function "${name}" (column ${position + 1}).`;
  return new ExpressionError('unknown-function', message, remedyFor(name, options), position + 1);
}

/** A word that is neither called, nor quoted, nor in brackets. */
export function unquotedWord(word: string, position: number): ExpressionError {
  const message = `"${word}" is neither a function, nor an [attribute], nor "text" (column ${position + 1}).`;
  return new ExpressionError('syntax', message, remedyForWord(word), position + 1);
}

function remedyForWord(word: string): string {
  if (/^(?:true|false)$/i.test(word)) {
    return `Booleans are text: write "${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}".`;
  }
  if (/^(?:null|nothing)$/i.test(word)) return 'There is no literal for it: leave the argument out, or write "".';
  const keyword = keywordLike(word);
  return keyword === undefined ? `Write [${word}] for an attribute, "${word}" for text.` : `Did you mean ${keyword}?`;
}

function remedyFor(name: string, options: NameOptions): string {
  const sibling = functionNamed(name, { ...options, hasCloudSyncFunctions: true });
  if (sibling !== undefined) return `${sibling.name} belongs to cloud sync: the habit cloud-sync-functions switches it on.`;
  const keyword = keywordLike(name);
  if (keyword !== undefined) return `${keyword} is a word, not a call: write it without parentheses.`;
  const other = elsewhere.get(name.toLowerCase());
  if (other !== undefined) return `Write ${other}.`;
  const names = functionDefinitions.filter((definition) => isKnown(definition, options)).map((definition) => definition.name);
  const near = closest(name, names);
  if (near?.toLowerCase() === name.toLowerCase()) return `Did you mean ${near}? Names are exact.`;
  return near === undefined ? `The functions are ${names.toSorted().join(', ')}.` : `Did you mean ${near}?`;
}
