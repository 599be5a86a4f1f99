import { ScimError } from './error.ts';

export interface FilterToken {
  readonly kind: 'word' | 'string' | 'bracket' | 'end';
  /** As written; for a string its meaning, without quotes and escapes. */
  readonly text: string;
  /** One-based. */
  readonly column: number;
}

const TOKEN = /\s*(?:(?<bracket>[()[\]])|(?<string>"(?:[^"\\]|\\.)*")|(?<word>[^\s()[\]"]+)|(?<stray>"))/gsuy;

// Far beyond what a person or a client writes; what is built from the tokens is as deep as they are many.
const LENGTH_MAX = 10_000;

/** Splits a filter or a PATCH path into words, strings and brackets; the last token is always `end`. Throws invalidFilter. */
export function readFilterTokens(text: string): readonly FilterToken[] {
  if (text.length > LENGTH_MAX) {
    throw new ScimError(400, 'invalidFilter', `The filter has ${text.length} characters; ${LENGTH_MAX} are read at most.`);
  }
  const tokens: FilterToken[] = [];
  for (const found of text.matchAll(TOKEN)) {
    const { bracket, string, word, stray } = found.groups ?? {};
    const written = bracket ?? string ?? word ?? stray ?? '';
    const column = found.index + found[0].length - written.length + 1;
    if (stray !== undefined) {
      throw new ScimError(400, 'invalidFilter', `The string that begins at column ${column} has no closing quotation mark.`);
    }
    if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket, column });
    else if (string !== undefined) tokens.push({ kind: 'string', text: unquote(string, column), column });
    else tokens.push({ kind: 'word', text: written, column });
  }
  return [...tokens, { kind: 'end', text: 'the end', column: text.length + 1 }];
}

function unquote(string: string, column: number): string {
  try {
    return JSON.parse(string) as string;
  } catch {
    throw new ScimError(
      400,
      'invalidFilter',
      `The string at column ${column} is not a JSON string: a backslash or control character must be escaped (RFC 7644 §3.4.2.2).`,
    );
  }
}
