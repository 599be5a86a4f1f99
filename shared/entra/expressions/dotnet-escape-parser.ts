import { foldedClass } from './dotnet-case-folding.ts';
import {
  type CharacterClass,
  type ClassItem,
  classOf,
  digitMembers,
  spaceMembers,
  wordMembers,
} from './dotnet-character-class.ts';
import type { PatternCursor } from './dotnet-pattern-cursor.ts';
import type { PatternGroups, PatternNode } from './dotnet-pattern-tree.ts';
import { capturesOf } from './dotnet-pattern-tree.ts';
import { unicodeItem } from './dotnet-unicode-names.ts';

/**
 * What follows a backslash outside a class; the backslash is taken already. `groups`: null while they are still counted. Documented:
 * Microsoft, character-escapes-in-regular-expressions and backreference-constructs-in-regular-expressions.
 */
export function readEscape(cursor: PatternCursor, groups: PatternGroups | null): PatternNode {
  const anchor = anchors[cursor.peek()];
  if (anchor !== undefined) {
    cursor.at += 1;
    return { kind: 'anchor', at: anchor };
  }
  if (cursor.peek() === 'G') cursor.fail('\\G, the end of the match before, is not supported', 'Write the pattern without \\G.');
  if (cursor.peek() === 'k') return readNamedReference(cursor, groups);
  const items = readClassEscape(cursor);
  if (items !== null) return { kind: 'class', class: classOf(...items) };
  return readNumberedReference(cursor, groups) ?? characterNode(cursor, readCharacterEscape(cursor, false));
}

/** A character, or where case is ignored a class of it and its other forms. */
export function characterNode(cursor: PatternCursor, code: number): PatternNode {
  if (!cursor.options.isCaseIgnored) return { kind: 'character', code };
  const folded = foldedClass(classOf({ kind: 'range', from: code, to: code }));
  return folded.items.length === 1 ? { kind: 'character', code } : { kind: 'class', class: folded };
}

const anchors: Readonly<Record<string, Extract<PatternNode, { readonly kind: 'anchor' }>['at']>> = {
  A: 'text-start',
  Z: 'last-line-end',
  z: 'text-end',
  b: 'word-boundary',
  B: 'no-word-boundary',
};

function readNamedReference(cursor: PatternCursor, groups: PatternGroups | null): PatternNode {
  const match = cursor.takeMatch(/k(?:<(\w+)>|'(\w+)'|\{(\w+)\})/y);
  const name = match?.[1] ?? match?.[2] ?? match?.[3];
  if (name === undefined) return cursor.fail('\\k must be followed by the name of a group, as in \\k<name>');
  if (groups !== null && capturesOf(groups, name) === null) cursor.fail(`there is no group "${name}" to refer back to`);
  return { kind: 'reference', group: name, isCaseIgnored: cursor.options.isCaseIgnored };
}

/** `\1` to `\9` always refer back; of several digits only those that are the number of a group: else they are an octal character. */
function readNumberedReference(cursor: PatternCursor, groups: PatternGroups | null): PatternNode | null {
  const start = cursor.at;
  const digits = cursor.takeMatch(/[1-9]\d*/y)?.[0];
  if (digits === undefined) return null;
  const group = Number(digits);
  if (groups === null || capturesOf(groups, group) !== null) {
    return { kind: 'reference', group, isCaseIgnored: cursor.options.isCaseIgnored };
  }
  if (digits.length === 1) cursor.fail(`there is no group ${digits} to refer back to`);
  cursor.at = start;
  return null;
}

/** A class in brackets; the opening one is taken already. */
export function readClass(cursor: PatternCursor): PatternNode {
  const found = readBrackets(cursor);
  return { kind: 'class', class: cursor.options.isCaseIgnored ? foldedClass(found) : found };
}

function readBrackets(cursor: PatternCursor): CharacterClass {
  const start = cursor.at - 1;
  const isNegated = cursor.takes('^');
  const items: ClassItem[] = [];
  let isFirst = true;
  while (true) {
    if (cursor.isAtEnd) cursor.fail('the class has no closing "]"', undefined, start);
    if (!isFirst && cursor.takes(']')) return { isNegated, items, except: null };
    if (!isFirst && cursor.takes('-[')) {
      const except = readBrackets(cursor);
      if (!cursor.takes(']')) cursor.fail('what a class subtracts must be the last of it');
      return { isNegated, items, except };
    }
    isFirst = false;
    items.push(...readClassItems(cursor));
  }
}

function readClassItems(cursor: PatternCursor): readonly ClassItem[] {
  const start = cursor.at;
  const isEscaped = cursor.takes('\\');
  const named = isEscaped ? readClassEscape(cursor) : null;
  if (named !== null) return named;
  const from = isEscaped ? readCharacterEscape(cursor, true) : cursor.take().charCodeAt(0);
  const isRange = cursor.peek() === '-' && cursor.peek(1) !== ']' && cursor.peek(1) !== '[' && cursor.peek(1) !== '';
  if (!isRange) return [{ kind: 'range', from, to: from }];
  cursor.at += 1;
  const to = readRangeEnd(cursor);
  if (to < from) cursor.fail(`the range "${cursor.text.slice(start, cursor.at)}" is in reverse order`, undefined, start);
  return [{ kind: 'range', from, to }];
}

function readRangeEnd(cursor: PatternCursor): number {
  if (!cursor.takes('\\')) return cursor.take().charCodeAt(0);
  if (readClassEscape(cursor) !== null) cursor.fail('a range cannot end with a class');
  return readCharacterEscape(cursor, true);
}

/** `\d` and the like; null where another escape comes. */
function readClassEscape(cursor: PatternCursor): readonly ClassItem[] | null {
  const letter = cursor.peek();
  const members = { d: digitMembers, s: spaceMembers, w: wordMembers }[letter.toLowerCase()];
  if (members !== undefined) {
    cursor.at += 1;
    return [{ kind: 'category', members, isNegated: letter !== letter.toLowerCase() }];
  }
  if (letter !== 'p' && letter !== 'P') return null;
  const name = cursor.takeMatch(/[pP]\{([\w-]+)\}/y)?.[1];
  if (name === undefined) return cursor.fail(`\\${letter} must be followed by a name in braces, as in \\p{Lu}`);
  return (
    unicodeItem(name, letter === 'P') ??
    cursor.fail(`"${name}" is no category or block of Unicode that is known here`, 'Write a category such as Lu, or a range.')
  );
}

/** The code unit of an escape that stands for one character. */
function readCharacterEscape(cursor: PatternCursor, isInClass: boolean): number {
  if (cursor.isAtEnd) cursor.fail('a backslash is the last character', 'Write \\\\ for a backslash itself.');
  const octal = cursor.takeMatch(/[0-7]{1,3}/y);
  if (octal !== null) return Number.parseInt(octal[0], 8) & 0xff;
  const hex = cursor.takeMatch(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})/y);
  if (hex !== null) return Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
  const control = cursor.takeMatch(/c([@-_a-z])/y)?.[1];
  if (control !== undefined) return control.toUpperCase().charCodeAt(0) - 64;
  const letter = cursor.peek();
  const code = letter === 'b' && isInClass ? 0x08 : characterEscapes[letter];
  if (code === undefined && /[0-9A-Za-z_]/.test(letter)) {
    cursor.fail(
      `"\\${letter}" is no escape that .NET knows`,
      'In an expression each backslash is written twice, as in "\\\\d".',
      cursor.at - 1,
    );
  }
  cursor.at += 1;
  return code ?? letter.charCodeAt(0);
}

const characterEscapes: Readonly<Record<string, number>> = { a: 0x07, t: 0x09, r: 0x0d, v: 0x0b, f: 0x0c, n: 0x0a, e: 0x1b };
