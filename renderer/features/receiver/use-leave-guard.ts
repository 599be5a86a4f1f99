import { useEffect, useRef, useState } from 'react';
import { guardRoutes, splitHash } from '../../app/hash-location.ts';

interface LeaveGuard {
  /** Somebody wants to leave, and is asked. */
  readonly isAsking: boolean;
  stay(): void;
  leave(): void;
}

/** Holds the page's route back, once, when it is about to be left for a path that is not free: by a link, a key, the palette or Back. */
export function useLeaveGuard(isOn: boolean, isFree: (path: string) => boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null);
  const hasAsked = useRef(false);
  const free = useRef(isFree);
  free.current = isFree;
  useEffect(() => {
    if (!isOn) return;
    const here = splitHash(location.hash).path;
    return guardRoutes((hash) => {
      const { path } = splitHash(hash);
      if (hasAsked.current || path === here || free.current(path)) return true;
      hasAsked.current = true;
      setWanted(hash);
      return false;
    });
  }, [isOn]);
  return {
    isAsking: wanted !== null,
    stay: () => setWanted(null),
    leave: () => {
      if (wanted !== null) location.hash = wanted;
    },
  };
}
