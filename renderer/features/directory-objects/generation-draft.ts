interface GenerationDraft {
  readonly userCount: string;
  readonly seed: string;
  readonly guestPercent: string;
  readonly withoutMailPercent: string;
}

interface Generation {
  readonly userCount: number;
  readonly seed: string;
  readonly guestPercent: number;
  readonly withoutMailPercent: number;
}

/** What a person typed, as numbers; a problem for each field that is none. */
export function parseGeneration(draft: GenerationDraft): {
  readonly value: Generation | null;
  readonly problems: Partial<Readonly<Record<keyof GenerationDraft, string>>>;
} {
  const userCount = wholeNumber(draft.userCount, 1, 100_000);
  const guestPercent = wholeNumber(draft.guestPercent, 0, 100);
  const withoutMailPercent = wholeNumber(draft.withoutMailPercent, 0, 100);
  const seed = draft.seed.trim();
  const problems = {
    ...(userCount === null ? { userCount: 'A whole number from 1 to 100,000.' } : {}),
    ...(seed === '' ? { seed: 'Type at least one letter or digit.' } : {}),
    ...(guestPercent === null ? { guestPercent: PERCENT } : {}),
    ...(withoutMailPercent === null ? { withoutMailPercent: PERCENT } : {}),
  };
  const isComplete = userCount !== null && guestPercent !== null && withoutMailPercent !== null && seed !== '';
  return { value: isComplete ? { userCount, seed, guestPercent, withoutMailPercent } : null, problems };
}

const PERCENT = 'A whole number from 0 to 100.';

function wholeNumber(text: string, min: number, max: number): number | null {
  const digits = text.replace(/[\s,.]/g, '');
  const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
  return value >= min && value <= max ? value : null;
}
