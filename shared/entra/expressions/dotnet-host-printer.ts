import { assertNever } from '#shared/kernel/assert.ts';
import { type CharacterClass, rangesOf, wordMembers } from './dotnet-character-class.ts';
import { capturesOf, type PatternAnchor, type PatternGroups, type PatternNode } from './dotnet-pattern-tree.ts';
import { quantifier } from './dotnet-quantifier.ts';

/** A pattern in JavaScript's spelling, without any flag. */
export interface HostPattern {
  readonly text: string;
  /** How many groups it has: those of the pattern and the marks. */
  readonly groupCount: number;
  /** Its group for each capture of the pattern, from 1. */
  readonly groupOfCapture: readonly number[];
  /** For captures that are to be found in the text: groups that hold what follows their start and their end. */
  readonly marks: ReadonlyMap<number, readonly [start: number, end: number]>;
}

/** For the engine of JavaScript, which goes back and tries again as that of .NET does. */
export function hostPattern(tree: PatternNode, groups: PatternGroups, marked: readonly number[]): HostPattern {
  const printer = new HostPrinter(groups, new Set(marked));
  const text = printer.print(tree);
  return { text, groupCount: printer.groupCount, groupOfCapture: printer.groupOfCapture, marks: printer.marks };
}

const MARK = '(?=([\\u0000-\\uffff]*))';

class HostPrinter {
  groupCount = 0;
  readonly groupOfCapture: number[] = [];
  readonly marks = new Map<number, readonly [number, number]>();
  readonly #groups: PatternGroups;
  readonly #marked: ReadonlySet<number>;
  #atomicCount = 0;

  constructor(groups: PatternGroups, marked: ReadonlySet<number>) {
    this.#groups = groups;
    this.#marked = marked;
  }

  print(node: PatternNode): string {
    switch (node.kind) {
      case 'sequence':
        return node.parts.map((part) => this.print(part)).join('');
      case 'choice':
        return `(?:${node.branches.map((branch) => this.print(branch)).join('|')})`;
      case 'character':
        return hostHex(node.code);
      case 'class':
        return hostClass(node.class);
      case 'capture':
        return this.#printCapture(node.index, node.body);
      case 'repeat':
        return `(?:${this.print(node.body)})${quantifier(node)}`;
      case 'anchor':
        return hostAnchor(node.at);
      case 'look':
        return `(?${node.isBehind ? '<' : ''}${node.isNegated ? '!' : '='}${this.print(node.body)})`;
      case 'atomic':
        return this.#printAtomic(node.body);
      case 'reference':
        return node.isCaseIgnored ? `(?i:${this.#printReference(node.group)})` : this.#printReference(node.group);
      default:
        return assertNever(node);
    }
  }

  #printCapture(index: number, body: PatternNode): string {
    const isMarked = this.#marked.has(index);
    const start = isMarked ? this.#nextGroup() : 0;
    const group = this.#nextGroup();
    this.groupOfCapture[index] = group;
    const inner = this.print(body);
    if (!isMarked) return `(${inner})`;
    this.marks.set(index, [start, this.#nextGroup()]);
    return `${MARK}(${inner})${MARK}`;
  }

  /** A look-ahead is never gone back into: what it found is then read again as a whole. */
  #printAtomic(body: PatternNode): string {
    this.#atomicCount += 1;
    const group = this.#nextGroup();
    return `(?=(${this.print(body)}))(?:\\${group})`;
  }

  /** A group that has not matched: .NET fails there, JavaScript goes on; of one that only follows, both are sure to have nothing. */
  #printReference(group: number | string): string {
    const printed = (capturesOf(this.#groups, group) ?? []).map((capture) => this.groupOfCapture[capture]);
    const known = printed.filter((number) => number !== undefined);
    return known.length === 0 ? '(?!)' : `(?:${known.map((number) => `(?:\\${number})`).join('')})`;
  }

  #nextGroup(): number {
    this.groupCount += 1;
    return this.groupCount;
  }
}

function hostClass(given: CharacterClass): string {
  const ranges = rangesOf(given);
  if (ranges.length === 0) return '[]';
  return `[${ranges.map(([from, to]) => (from === to ? hostHex(from) : `${hostHex(from)}-${hostHex(to)}`)).join('')}]`;
}

function hostAnchor(at: PatternAnchor): string {
  switch (at) {
    case 'text-start':
      return '(?<![\\u0000-\\uffff])';
    case 'text-end':
      return '(?![\\u0000-\\uffff])';
    case 'last-line-end':
      return '(?=\\n?(?![\\u0000-\\uffff]))';
    case 'line-start':
      return '(?<![^\\n])';
    case 'line-end':
      return '(?![^\\n])';
    case 'word-boundary':
      return `(?:(?<=${boundaryWord()})(?!${boundaryWord()})|(?<!${boundaryWord()})(?=${boundaryWord()}))`;
    case 'no-word-boundary':
      return `(?:(?<=${boundaryWord()})(?=${boundaryWord()})|(?<!${boundaryWord()})(?!${boundaryWord()}))`;
  }
}

/** At a boundary, and nowhere else, .NET takes the two joiners for letters. */
function boundaryWord(): string {
  return hostClass({
    isNegated: false,
    items: [
      { kind: 'category', members: wordMembers, isNegated: false },
      { kind: 'range', from: 0x200c, to: 0x200d },
    ],
    except: null,
  });
}

function hostHex(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
