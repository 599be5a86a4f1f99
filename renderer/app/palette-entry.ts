/** One line of *Search or run*: a place, something to run, somebody, a question, an exchange. */
export interface PaletteEntry {
  readonly key: string;
  readonly kind: 'go' | 'run' | 'user' | 'group' | 'explain' | 'exchange';
  readonly title: string;
  /** Where it is, or what it would meet; at the right. */
  readonly detail: string;
  /** Keys that do the same: `G L`. */
  readonly keys?: string | undefined;
  /** Hash route without `#`. */
  readonly href?: string;
  /** The same on the other side: Ctrl+Enter. */
  readonly otherHref?: string | undefined;
  /** What it does where it is no route. A refusal is shown in the palette. */
  readonly run?: () => unknown;
  /** Why it cannot be run now. */
  readonly blockedBecause?: string | null;
}

/** Those whose words fit what was typed, best first; of equals, the order they came in. At most `countMax`. */
export function matchingEntries(text: string, entries: readonly PaletteEntry[], countMax: number): readonly PaletteEntry[] {
  const words = wordsOf(text);
  const ranked = entries.flatMap((entry) => {
    const rank = rankOf(words, entry);
    return rank === null ? [] : [{ entry, rank }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, countMax)
    .map(({ entry }) => entry);
}

/** 0 where the title begins with the text, 1 where each word begins one of its words, 2 in the middle of words; else null. */
function rankOf(words: readonly string[], { title, detail }: PaletteEntry): number | null {
  const own = title.toLowerCase();
  if (own.startsWith(words.join(' '))) return 0;
  const parts = wordsOf(`${title} ${detail}`);
  if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 1;
  return words.every((word) => parts.some((part) => part.includes(word))) ? 2 : null;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s›·,:…]+/)
    .filter((word) => word !== '');
}

/** The name in a question or command: `Why was Nadia Haas not updated?` → `Nadia Haas`; what has none is a name itself. */
export function nameIn(text: string): string {
  const trimmed = text.trim();
  const question =
    /^(?:why|explain)\s+(?:(?:was|is|were|are|did|does)\s+)?(.*?)(?:\s+(?:not|never)?\s*(?:updated?|created?|provisioned?|disabled?|deleted?|skipped|failed))?\s*\??$/i;
  const command = /^(?:provision|compare|open|user|group)\s+(.*?)(?:\s+on\s+demand)?$/i;
  return question.exec(trimmed)?.[1] ?? command.exec(trimmed)?.[1] ?? trimmed;
}
