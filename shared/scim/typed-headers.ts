import type { DraftProblem } from './draft-problem.ts';

type Pairs = readonly (readonly [name: string, value: string])[];

/** Headers as a person types them: one a line, `Name: value`; empty lines count as nothing. Problems name the line. */
export function parseTypedHeaders(
  text: string,
  refusalOf: (name: string) => string | null,
): { readonly pairs: Pairs; readonly problems: readonly DraftProblem[] } {
  const pairs: (readonly [string, string])[] = [];
  const problems: DraftProblem[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const parsed = parseLine(line, pairs, refusalOf);
    if (Array.isArray(parsed)) pairs.push([parsed[0], parsed[1]]);
    else problems.push(problemAt(index + 1, String(parsed)));
  }
  return { pairs, problems };
}

export function typedHeaders(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** The pair, or why it is none. */
function parseLine(line: string, known: Pairs, refusalOf: (name: string) => string | null): readonly string[] | string {
  const at = line.indexOf(':');
  if (at < 0) return 'a header needs a colon behind its name.';
  const name = line.slice(0, at).trim();
  const value = line.slice(at + 1).trim();
  // RFC 9110 §5.6.2: a name is a token.
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return `“${name}” is no name of a header.`;
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return `the value of ${name} holds a character that no header can carry.`;
  if (known.some(([other]) => other.toLowerCase() === name.toLowerCase())) return `${name} stands here twice.`;
  return refusalOf(name) ?? [name, value];
}

function problemAt(line: number, what: string): DraftProblem {
  return {
    field: 'headers',
    place: `Headers, line ${line}`,
    message: `Line ${line}: ${what}`,
    remedy: 'Write one header a line, as Content-Type: application/scim+json.',
  };
}
