/**
 * Character classes as .NET has them: sets of UTF-16 code units. `\d`, `\w` and `\s` are Unicode. Documented: Microsoft,
 * character-classes-in-regular-expressions.
 */
export interface CharacterClass {
  readonly isNegated: boolean;
  readonly items: readonly ClassItem[];
  /** What `-[…]` at its end takes away. */
  readonly except: CharacterClass | null;
}

export type ClassItem =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /** `members`: what a class of a Unicode-aware regular expression holds, such as `\p{Nd}`. */
  | { readonly kind: 'category'; readonly members: string; readonly isNegated: boolean };

export type UnitRange = readonly [from: number, to: number];

const UNIT_MAX = 0xffff;

export const digitMembers = '\\p{Nd}';
export const spaceMembers = '\\t-\\r\\x85\\p{Z}';
export const wordMembers = '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}';

export function classOf(...items: readonly ClassItem[]): CharacterClass {
  return { isNegated: false, items, except: null };
}

/** `.`, with or without the option that lets it match a newline. */
export function anyCharacter(hasNewline: boolean): CharacterClass {
  return { isNegated: true, items: hasNewline ? [] : [{ kind: 'range', from: 0x0a, to: 0x0a }], except: null };
}

/** The code units of a class: sorted, neither touching nor overlapping. */
export function rangesOf({ isNegated, items, except }: CharacterClass): readonly UnitRange[] {
  const named = merged(items.flatMap((item) => itemRanges(item)));
  const own = isNegated ? complement(named) : named;
  return except === null ? own : complement(merged([...complement(own), ...rangesOf(except)]));
}

function itemRanges(item: ClassItem): readonly UnitRange[] {
  if (item.kind === 'range') return [[item.from, item.to]];
  const ranges = categoryRanges(item.members);
  return item.isNegated ? complement(ranges) : ranges;
}

/** One entry for each category that was asked for: there are about forty. */
const knownCategories = new Map<string, readonly UnitRange[]>();

function categoryRanges(members: string): readonly UnitRange[] {
  const known = knownCategories.get(members);
  if (known !== undefined) return known;
  const runs = new RegExp(`[${members}]+`, 'gu');
  const ranges: UnitRange[] = [];
  // Surrogates are left out here: next to each other they would be read as other characters. All are of one category.
  for (const [first, last] of [
    [0, 0xd7ff],
    [0xe000, UNIT_MAX],
  ] as const) {
    for (const run of unitsFrom(first, last).matchAll(runs))
      ranges.push([first + run.index, first + run.index + run[0].length - 1]);
  }
  if (new RegExp(`[${members}]`, 'u').test('\ud800')) ranges.push([0xd800, 0xdfff]);
  const result = merged(ranges);
  knownCategories.set(members, result);
  return result;
}

function unitsFrom(first: number, last: number): string {
  const parts: string[] = [];
  for (let from = first; from <= last; from += 4096) {
    const length = Math.min(4096, last - from + 1);
    parts.push(String.fromCharCode(...Array.from({ length }, (_, index) => from + index)));
  }
  return parts.join('');
}

function merged(ranges: readonly UnitRange[]): readonly UnitRange[] {
  const result: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

function complement(ranges: readonly UnitRange[]): readonly UnitRange[] {
  const result: UnitRange[] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) result.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= UNIT_MAX) result.push([next, UNIT_MAX]);
  return result;
}
