import type { FunctionDefinition } from '#shared/entra/expressions/function-definition.ts';

/** A function as it is put into the text: its required arguments left to fill in, the cursor at the first. */
export function snippetOf({ name, parameters }: Pick<FunctionDefinition, 'name' | 'parameters'>): Snippet {
  const requiredCount = parameters.filter(({ isRequired }) => isRequired).length;
  const gaps = Array.from({ length: Math.max(1, requiredCount) }, () => '').join(', ');
  return { text: `${name}(${gaps})`, cursor: name.length + 1 };
}

export interface Snippet {
  readonly text: string;
  /** Where the cursor goes, counted from the start of the snippet. */
  readonly cursor: number;
}

/** A text with its selected part replaced by a snippet, and where the cursor is then. */
export function withSnippet(
  text: string,
  selection: { readonly start: number; readonly end: number },
  snippet: Snippet,
): { readonly text: string; readonly cursor: number } {
  return {
    text: text.slice(0, selection.start) + snippet.text + text.slice(selection.end),
    cursor: selection.start + snippet.cursor,
  };
}

/** Names of the attributes that a text speaks of, each once, whether or not it can be read as an expression. */
export function attributesIn(text: string): readonly string[] {
  const outsideTexts = text.replaceAll(/"(?:[^"\\]|\\[\s\S])*"/g, '""');
  return [...new Set([...outsideTexts.matchAll(/\[([^[\]]+)\]/g)].map(([, name = '']) => name.trim()))];
}

/** A text cut at an error: what stands before it, the character at it, and the rest. Columns count from 1. */
export function cutAt(text: string, column: number): { readonly before: string; readonly at: string; readonly after: string } {
  const start = Math.min(Math.max(0, column - 1), text.length);
  // A word is marked whole: the error is about it, not about its first letter.
  const length = /^\w+|^[\s\S]/u.exec(text.slice(start))?.[0].length ?? 0;
  return { before: text.slice(0, start), at: text.slice(start, start + length), after: text.slice(start + length) };
}

/** A value given by hand: one a line makes a list, nothing is no value. */
export function givenValue(text: string): string | string[] {
  const lines = text.split('\n');
  return lines.length === 1 ? text : lines.filter((line) => line !== '');
}
