export interface YamlPart {
  readonly kind: 'plain' | 'key' | 'comment' | 'text' | 'literal';
  readonly text: string;
}

// In the order in which they are tried; a block text, whose lines look like anything, is coloured as what it looks like.
const PART =
  /(#.*$)|("(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)(\s*:(?=\s|$))?|([A-Za-z_$][\w.$-]*)(\s*:(?=\s|$))|\b(true|false|null|\d+(?:\.\d+)?)\b(?=\s*(?:$|[,}\]#]))/g;

/** A line of YAML in parts, for colours only: what it means is read elsewhere. The parts together are the line. */
export function yamlParts(line: string): readonly YamlPart[] {
  const parts: YamlPart[] = [];
  let end = 0;
  const plainUntil = (at: number): void => {
    if (at > end) parts.push({ kind: 'plain', text: line.slice(end, at) });
  };
  for (const found of line.matchAll(PART)) {
    const [all, comment, quoted, colonAfterQuoted, key, , literal] = found;
    // A number sign within a word begins no comment (YAML 1.2.2, 6.6), a quote within one no text.
    const isInsideWord = found.index > 0 && /[^\s,[{(:-]/.test(line[found.index - 1] ?? '');
    if (isInsideWord && key === undefined && literal === undefined) continue;
    if (isInsideWord && /[\w.$-]/.test(line[found.index - 1] ?? '')) continue;
    plainUntil(found.index);
    const kind =
      comment !== undefined
        ? 'comment'
        : key !== undefined || colonAfterQuoted !== undefined
          ? 'key'
          : literal !== undefined
            ? 'literal'
            : quoted !== undefined
              ? 'text'
              : 'plain';
    parts.push({ kind, text: all });
    end = found.index + all.length;
  }
  plainUntil(line.length);
  return parts;
}

/** Where a line and column, both from 1, stand in a text; what lies beyond a line is its end. */
export function offsetAt(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(text.length, before + Math.min(column - 1, lines[line - 1]?.length ?? 0));
}

/** What a new line begins with after the text before it: as deep as that line, one step deeper after a colon. */
export function indentAfter(before: string): string {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const depth = /^ */.exec(line)?.[0] ?? '';
  return /^ *- .*:\s*$/.test(line) ? `${depth}    ` : /:\s*$/.test(line) ? `${depth}  ` : depth;
}
