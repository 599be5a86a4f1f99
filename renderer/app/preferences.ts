import { useSyncExternalStore } from 'react';

/** `machine`: for every window of this machine, across restarts; `window`: this window's own, gone when it is closed. */
type Keeping = 'machine' | 'window';

const listeners = new Set<() => void>();

/** One word kept under a name, and how to choose another; null forgets it. */
export function usePreference(name: string, keeping: Keeping = 'machine'): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(subscribe, () => storageOf(keeping).getItem(name));
  return [value, (next) => keep(name, keeping, next)];
}

function keep(name: string, keeping: Keeping, value: string | null): void {
  if (value === null) storageOf(keeping).removeItem(name);
  else storageOf(keeping).setItem(name, value);
  for (const listener of [...listeners]) listener();
}

function storageOf(keeping: Keeping): Storage {
  return keeping === 'machine' ? localStorage : sessionStorage;
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  addEventListener('storage', onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener('storage', onChange);
  };
}
