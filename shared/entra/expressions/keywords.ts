import type { NameOptions } from './functions.ts';

/**
 * Words that stand without quotes and brackets: how InStr compares, and what a branch of IIF or Switch gives in order to leave
 * the attribute or the whole object out. Documented: functions-for-customizing-application-data; workday expression guide.
 */
const keywords: ReadonlySet<string> = new Set(['vbTextCompare', 'vbBinaryCompare', 'IgnoreAttributeFlow', 'IgnoreObjectFlow']);

/** Encodings of cloud sync's ConvertFromBase64, bare in its examples. */
const encodings: ReadonlySet<string> = new Set(['UTF8', 'UTF7', 'UTF32', 'Unicode', 'BigEndianUnicode', 'ASCII']);

export function isKeyword(word: string, { hasCloudSyncFunctions }: NameOptions): boolean {
  return keywords.has(word) || (hasCloudSyncFunctions && encodings.has(word));
}

/** The keyword that a word in another case is meant to be. */
export function keywordLike(word: string): string | undefined {
  return [...keywords].find((keyword) => keyword.toLowerCase() === word.toLowerCase());
}
