import { expect, test } from 'vitest';
import { seededRandom } from '#shared/kernel/random.ts';
import { compilePattern, type PatternMatch } from './dotnet-compiled-pattern.ts';
import { findInHost } from './dotnet-host-search.ts';
import { findMatches } from './dotnet-pattern-search.ts';
import type { PatternHost } from './evaluation-context.ts';

const options = { isFirstOnly: false, located: [] };

/** JavaScript's engine, which these short texts keep busy for no time worth a limit. */
const host: PatternHost = {
  run: ({ pattern, flags, text, what }) =>
    what.kind === 'replace'
      ? { kind: 'replaced', text: text.replace(new RegExp(pattern, flags), what.replacement) }
      : { kind: 'invalid', message: 'only replacements are asked for' },
};

test('two engines that have nothing in common find the same matches and captures in random texts', () => {
  const random = seededRandom('patterns');
  let comparedCount = 0;
  for (let count = 0; count < 300; count += 1) {
    const pattern = compilePattern(alternatives(2));
    const text = Array.from({ length: below(9) }, () => oneOf(units)).join('');
    if (pattern.linear === null || (pattern.linear.traits.hasWordBoundary && /[^ -~\n]/.test(text))) continue;
    if (pattern.linear.traits.hasLineAnchor && pattern.linear.traits.hasLastLineEnd) continue;
    const { matches } = findMatches(pattern, text, null, options);
    const found = findInHost(pattern, text, host, options);
    expect(matches.map(comparable), `${pattern.text} on ${JSON.stringify(text)}`).toEqual(found.map(comparable));
    comparedCount += 1;
  }
  expect(comparedCount).toBeGreaterThan(200);

  function below(count: number): number {
    return random.next() % count;
  }
  function oneOf(choices: readonly string[]): string {
    return choices[below(choices.length)] ?? '';
  }
  function alternatives(depth: number): string {
    return below(4) === 0 ? `${sequence(depth)}|${sequence(depth)}` : sequence(depth);
  }
  function sequence(depth: number): string {
    return Array.from({ length: 1 + below(3) }, () => part(depth)).join('');
  }
  function part(depth: number): string {
    const kind = below(10);
    if (kind < 6)
      return oneOf(kind < 3 ? units.filter((unit) => unit !== '-') : classes) + (below(3) === 0 ? oneOf(quantifiers) : '');
    if (kind < 7 || depth === 0) return oneOf(anchors);
    return `${oneOf(['(', '(?<n>', '(?:', '(?i:', '(?s:', '(?m:'])}${alternatives(depth - 1)})`;
  }
});

const units = ['a', 'b', 'é', '\n', '-', '😀', 'B', 'ß', '_', '1', ' ', 'A', '\ud800', '\ue000'];
const classes = [
  ...['.', '\\d', '\\w', '\\s', '\\W', '\\S', '\\D', '[ab]', '[^a]', '[a-z-[b]]', '[\\W_]', '[^\\W1]'],
  ...['\\p{Lu}', '\\P{L}', '[^\\n]', '[\\n-b]', '\\p{Cs}', '\\p{Co}', '[^\\p{Ll}😀]'],
];
const quantifiers = ['*', '+', '?', '{1,2}', '*?', '+?', '??'];
const anchors = ['^', '$', '\\b', '\\B', '\\A', '\\z', '\\Z'];

/** The host tells a capture that took no part from an empty one not apart. */
function comparable({ from, to, captures }: PatternMatch): readonly (number | string | null)[] {
  return [from, to, ...captures.slice(1).map((capture) => capture || null)];
}
