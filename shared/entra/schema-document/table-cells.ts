/** One line of a table: where it stands, and its cells as text. */
export interface TableLine {
  /** From 1. */
  readonly number: number;
  readonly cells: readonly string[];
  /** False for a line that no delimiter divides, such as a heading. */
  readonly isRow: boolean;
}

/** How pasted tables and files divide their columns; two blanks or more are what a page copied as text leaves. */
type Delimiter = '\t' | '|' | ';' | ',';

/**
 * Lines of a table in whichever way it is divided: tab, pipe (Markdown too), semicolon or comma. A cell may be quoted as CSV quotes
 * it; a delimiter inside brackets, parentheses or the quotes of an expression divides nothing.
 */
export function tableLines(text: string): readonly TableLine[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const delimiter = delimiterOf(lines);
  return lines.flatMap((line, index): readonly TableLine[] => {
    if (line.trim() === '' || isRuler(line)) return [];
    const cells = cellsOf(line, delimiter);
    return [{ number: index + 1, cells, isRow: cells.length > 1 }];
  });
}

/** The one that divides most lines; a tab or a pipe is meant wherever it stands. */
function delimiterOf(lines: readonly string[]): Delimiter {
  const counts = (['\t', '|', ';', ','] as const).map((delimiter) => ({
    delimiter,
    count: lines.filter((line) => divide(line, delimiter).length > 1).length,
  }));
  const best = counts.toSorted((a, b) => b.count - a.count)[0];
  return best?.delimiter ?? ',';
}

/** What Markdown puts below a header: `|---|:---:|`. */
function isRuler(line: string): boolean {
  return /^[\s|:+=-]+$/.test(line) && line.includes('-');
}

function cellsOf(line: string, delimiter: Delimiter): readonly string[] {
  const isMarkdown = delimiter === '|';
  const framed = isMarkdown
    ? line
        .trim()
        .replace(/^\|/, '')
        .replace(/(?<!\\)\|$/, '')
    : line;
  return divide(framed, delimiter).map((cell) => (isMarkdown ? plainCell(cell) : unquotedCell(cell)));
}

/** Splits at delimiters that stand outside of quotes, brackets and parentheses. */
function divide(line: string, delimiter: Delimiter): readonly string[] {
  const cells: string[] = [];
  let start = 0;
  let depth = 0;
  let at = 0;
  while (at < line.length) {
    const sign = line[at];
    if (sign === '\\') at += 1;
    else if (sign === '"') at = endOfQuotes(line, at, { isCell: line.slice(start, at).trim() === '' && depth === 0 });
    else if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth = Math.max(0, depth - 1);
    else if (sign === delimiter && (depth === 0 || delimiter === '\t')) {
      cells.push(line.slice(start, at));
      start = at + 1;
      depth = 0;
    }
    at += 1;
  }
  return [...cells, line.slice(start)];
}

/** Where quotes end that open at `start`: of a CSV cell, `""` is a quote; in an expression, `\"` is. Itself where they never end. */
function endOfQuotes(line: string, start: number, { isCell }: { readonly isCell: boolean }): number {
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === '\\' && !isCell) at += 1;
    else if (line[at] === '"') {
      if (!isCell || line[at + 1] !== '"') return at;
      at += 1;
    }
  }
  return start;
}

function unquotedCell(cell: string): string {
  const trimmed = cell.trim();
  const quoted = /^"((?:[^"]|"")*)"$/.exec(trimmed);
  // `"text"` alone is CSV for text; a constant is written `"""text"""` there.
  return quoted === null ? trimmed : (quoted[1] ?? '').replaceAll('""', '"').trim();
}

/** Markdown's emphasis, code marks and escapes taken away. */
function plainCell(cell: string): string {
  const trimmed = cell.trim().replace(/^(\*\*|__)(.*)\1$/s, '$2');
  const code = /^(`+)\s?(.*?)\s?\1$/s.exec(trimmed);
  const text = code?.[2] ?? trimmed;
  // Only a pipe is escaped inside of code.
  return (code === null ? text.replace(/\\([\\`*_{}[\]()#+\-.!|<>])/g, '$1') : text.replaceAll('\\|', '|')).trim();
}
