import { assertNever } from '#shared/kernel/assert.ts';
import {
  type CharacterClass,
  type ClassItem,
  rangesOf,
  spaceMembers,
  type UnitRange,
  wordMembers,
} from './dotnet-character-class.ts';
import type { PatternAnchor, PatternNode } from './dotnet-pattern-tree.ts';
import { quantifier } from './dotnet-quantifier.ts';

/**
 * The linear-time engine reads code points where .NET reads UTF-16 code units, and knows the end of a text but not "before its
 * last newline". So a surrogate, and where it matters a newline that is not the last character, is given to it as a code point
 * of plane 16, which no text can hold otherwise: there it would be two surrogates.
 */
export const SURROGATE_OFFSET = 0x100000;
export const INNER_NEWLINE = 0x10e00a;

/** What a pattern asks of the text that it is run on, beside its letters. */
export interface PatternTraits {
  /** `\b` or `\B`: the linear-time engine knows words of ASCII only. */
  hasWordBoundary: boolean;
  /** `$` or `\Z` of a whole text. */
  hasLastLineEnd: boolean;
  /** `^` or `$` of each line. */
  hasLineAnchor: boolean;
}

/** In the spelling of the linear-time engine; null: it has a construct that takes no linear time. */
export function linearPattern(tree: PatternNode): { readonly text: string; readonly traits: PatternTraits } | null {
  const traits: PatternTraits = { hasWordBoundary: false, hasLastLineEnd: false, hasLineAnchor: false };
  gatherTraits(tree, traits);
  const text = printLinear(tree, traits);
  return text === null ? null : { text, traits };
}

function gatherTraits(node: PatternNode, traits: PatternTraits): void {
  if (node.kind === 'sequence') for (const part of node.parts) gatherTraits(part, traits);
  else if (node.kind === 'choice') for (const branch of node.branches) gatherTraits(branch, traits);
  else if ('body' in node) gatherTraits(node.body, traits);
  else if (node.kind === 'anchor') {
    if (node.at === 'word-boundary' || node.at === 'no-word-boundary') traits.hasWordBoundary = true;
    if (node.at === 'last-line-end') traits.hasLastLineEnd = true;
    if (node.at === 'line-start' || node.at === 'line-end') traits.hasLineAnchor = true;
  }
}

/** `RE2` repeats no part more often. */
const LINEAR_REPEAT_MAX = 1000;

function printLinear(node: PatternNode, traits: PatternTraits): string | null {
  switch (node.kind) {
    case 'sequence':
      return printAll(node.parts, '', traits);
    case 'choice': {
      const branches = printAll(node.branches, '|', traits);
      return branches === null ? null : `(?:${branches})`;
    }
    case 'character':
      return `[${linearRange([node.code, node.code])}]`;
    case 'class':
      return linearClass(node.class);
    case 'capture':
      return wrapped(printLinear(node.body, traits), '(', ')');
    case 'repeat': {
      if (Math.max(node.least, node.most ?? 0) > LINEAR_REPEAT_MAX) return null;
      return wrapped(printLinear(node.body, traits), '(?:', `)${quantifier(node)}`);
    }
    case 'anchor':
      return linearAnchor(node.at, traits);
    case 'look':
    case 'atomic':
    case 'reference':
      return null;
    default:
      return assertNever(node);
  }
}

function printAll(nodes: readonly PatternNode[], separator: string, traits: PatternTraits): string | null {
  const texts: string[] = [];
  for (const node of nodes) {
    const text = printLinear(node, traits);
    if (text === null) return null;
    texts.push(text);
  }
  return texts.join(separator);
}

function wrapped(text: string | null, before: string, after: string): string | null {
  return text === null ? null : before + text + after;
}

function linearAnchor(at: PatternAnchor, { hasLineAnchor }: PatternTraits): string {
  switch (at) {
    case 'text-start':
      return '\\A';
    case 'text-end':
      return '\\z';
    // Newlines but the last are given as INNER_NEWLINE, where no line matters: then the end of a line is what is asked for.
    case 'last-line-end':
      return hasLineAnchor ? '\\z' : '(?m:$)';
    case 'line-start':
      return '(?m:^)';
    case 'line-end':
      return '(?m:$)';
    case 'word-boundary':
      return '\\b';
    case 'no-word-boundary':
      return '\\B';
  }
}

/** By its items where the engine has a word for each; else by its code units. */
function linearClass(given: CharacterClass): string {
  const { isNegated, items, except } = flipped(given);
  if (isNegated && items.length === 0 && except === null) return '(?s:.)';
  const texts = except === null ? items.map(linearItem) : [null];
  if (texts.length > 0 && !texts.includes(null)) return `[${isNegated ? '^' : ''}${texts.join('')}]`;
  const ranges = rangesOf(given);
  return ranges.length === 0 ? '[^\\x{0}-\\x{10FFFF}]' : `[${ranges.map(linearRange).join('')}]`;
}

/** `\W` as `[^\w]`, which is much shorter than its code units. */
function flipped(given: CharacterClass): CharacterClass {
  const [item, ...others] = given.items;
  if (item?.kind !== 'category' || !item.isNegated || others.length > 0) return given;
  return { ...given, isNegated: !given.isNegated, items: [{ ...item, isNegated: false }] };
}

/** Null where the surrogates or the newline that are given in another way would be forgotten. */
function linearItem(item: ClassItem): string | null {
  if (item.kind === 'range') return linearRange([item.from, item.to]);
  if (item.members === spaceMembers) return item.isNegated ? null : `${spaceMembers}${linearHex(INNER_NEWLINE)}`;
  if (item.members === wordMembers) return item.isNegated ? null : wordMembers;
  if (!/^\\p\{[LMNPSZ]/.test(item.members)) return null;
  return item.isNegated ? item.members.replace('\\p', '\\P') : item.members;
}

function linearRange([from, to]: UnitRange): string {
  const parts = [
    clipped(from, to, 0, 0xd7ff, 0),
    clipped(from, to, 0xd800, 0xdfff, SURROGATE_OFFSET),
    clipped(from, to, 0xe000, 0xffff, 0),
    clipped(from, to, 0x0a, 0x0a, INNER_NEWLINE - 0x0a),
  ];
  return parts.join('');
}

/** The part of a range that lies within another, moved. */
function clipped(from: number, to: number, least: number, most: number, offset: number): string {
  const first = Math.max(from, least);
  const last = Math.min(to, most);
  if (first > last) return '';
  return first === last ? linearHex(first + offset) : `${linearHex(first + offset)}-${linearHex(last + offset)}`;
}

function linearHex(code: number): string {
  return `\\x{${code.toString(16)}}`;
}
