import { useState } from 'react';

export interface Undo {
  /** What was done last, and how it is taken back; null: nothing. */
  readonly last: { readonly text: string; run(): void } | null;
  offer(text: string, run: () => void): void;
  clear(): void;
}

/** The way back from the last change of a panel, as long as the panel is there. */
export function useUndo(): Undo {
  const [last, setLast] = useState<Undo['last']>(null);
  return {
    last,
    offer: (text, run) =>
      setLast({
        text,
        run: () => {
          setLast(null);
          run();
        },
      }),
    clear: () => setLast(null),
  };
}
