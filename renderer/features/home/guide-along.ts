import { useSyncExternalStore } from 'react';

let isAlong = false;
const listeners = new Set<() => void>();

/** Whether the guide comes along to other screens as a bar: until it is left, or the window is reloaded. */
export function useGuideAlong(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => isAlong,
  );
}

export function takeGuideAlong(isWanted: boolean): void {
  isAlong = isWanted;
  for (const listener of [...listeners]) listener();
}
