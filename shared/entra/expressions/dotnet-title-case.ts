import { lowerCase, titleCase } from './dotnet-letter-case.ts';

/**
 * The first letter of each word large, the others small, by the rules of .NET's `TextInfo.ToTitleCase`, which `PCase` calls where it
 * is given no separators: a word begins with a letter and ends before white space, a control, punctuation (all but an apostrophe,
 * unless it is said to) or a symbol; digits end no word. Words in capitals are made small first.
 * Documented: functions-for-customizing-application-data.
 */
export function titleCased(text: string, { doesApostropheEndWord }: { readonly doesApostropheEndWord: boolean }): string {
  let isInWord = false;
  let result = '';
  for (const character of lowerCase(text)) {
    if (!isInWord && letter.test(character)) {
      result += titleCase(character);
      isInWord = true;
      continue;
    }
    const isJoining = character === "'" && !doesApostropheEndWord;
    if (isInWord && !isJoining && wordEnd.test(character)) isInWord = false;
    result += character;
  }
  return result;
}

const wordEnd = /[\p{Z}\p{Cc}\p{Cf}\p{P}\p{S}]/u;
const letter = /\p{L}/u;

/** Each character that follows a separator begins a word. */
export function separatedCased(text: string, separators: string): string {
  let isAtStart = true;
  let result = '';
  for (const character of lowerCase(text)) {
    const isSeparator = separators.includes(character);
    result += isAtStart && !isSeparator ? titleCase(character) : character;
    isAtStart = isSeparator;
  }
  return result;
}
