import { useState } from 'react';

export const wireHeightMin = 240;
const storageKey = 'wire-height';

interface WireHeight {
  readonly height: number;
  readonly heightMax: number;
  setHeight(height: number): void;
}

/** Between 240 px and 70 % of the window, remembered on this machine. */
export function useWireHeight(): WireHeight {
  const heightMax = Math.max(wireHeightMin, Math.round(innerHeight * 0.7));
  const [wanted, setWanted] = useState(() => Number(localStorage.getItem(storageKey)) || 420);
  const height = Math.min(heightMax, Math.max(wireHeightMin, wanted));
  function setHeight(next: number) {
    localStorage.setItem(storageKey, String(Math.round(next)));
    setWanted(Math.round(next));
  }
  return { height, heightMax, setHeight };
}
