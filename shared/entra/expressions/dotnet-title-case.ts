import { lowerCase, titleCase } from './dotnet-letter-case.ts';

/**
 * The first letter of each word large, the others small. Without separators by the rules of .NET's `TextInfo.ToTitleCase`, which
 * `PCase` calls: a word begins with a letter and ends before white space, a control, punctuation (all but an apostrophe) or a
 * symbol; digits end no word. Words in capitals are made small first. Documented: functions-for-customizing-application-data.
 */
export function properCase(text: string, separators: string | null): string {
  return separators === null ? titleCased(lowerCase(text)) : separatedCased(lowerCase(text), separators);
}

const wordEnd = /[\p{Z}\p{Cc}\p{Cf}\p{P}\p{S}]/u;
const letter = /\p{L}/u;

function titleCased(text: string): string {
  let isInWord = false;
  let result = '';
  for (const character of text) {
    if (!isInWord && letter.test(character)) {
      result += titleCase(character);
      isInWord = true;
      continue;
    }
    if (isInWord && character !== "'" && wordEnd.test(character)) isInWord = false;
    result += character;
  }
  return result;
}

/** Each character that follows a separator begins a word. */
function separatedCased(text: string, separators: string): string {
  let isAtStart = true;
  let result = '';
  for (const character of text) {
    const isSeparator = separators.includes(character);
    result += isAtStart && !isSeparator ? titleCase(character) : character;
    isAtStart = isSeparator;
  }
  return result;
}
