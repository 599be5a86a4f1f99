import { useSyncExternalStore } from 'react';

/** What lies over the whole window, one at a time; none of it has a route, for it may lie over any. */
type Overlay = 'palette' | 'keys' | 'set-clock';

let open: Overlay | null = null;
const listeners = new Set<() => void>();

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => open,
  );
}

/** In place of what lies there now. */
export function openOverlay(overlay: Overlay): void {
  show(overlay);
}

/** Takes it away, if something else has not taken its place meanwhile. */
export function closeOverlay(overlay: Overlay): void {
  if (open === overlay) show(null);
}

function show(overlay: Overlay | null): void {
  open = overlay;
  for (const listener of [...listeners]) listener();
}
