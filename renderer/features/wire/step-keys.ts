import { useLayoutEffect } from 'react';

/** What a key does while a request is held; without one, the key keeps what it means to the browser. */
export type StepKeys = Readonly<Partial<Record<'F10' | 'F5' | 'F2' | 'F4' | 'F8' | 'Escape' | 'Ctrl Enter', () => void>>>;

export function useStepKeys(keys: StepKeys): void {
  // With what is drawn, not after it: a key that is pressed as soon as the request stands there is not lost.
  useLayoutEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.shiftKey || event.altKey || event.metaKey) return;
      const act = keys[(event.ctrlKey ? `Ctrl ${event.key}` : event.key) as keyof StepKeys];
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [keys]);
}
