import { useEffect, useRef, useState } from 'react';
import { guardRoutes, splitHash } from '../../app/hash-location.ts';

interface LeaveGuard {
  /** Where somebody wants to go while changes are not saved; null while nobody does. */
  readonly wanted: string | null;
  stay(): void;
  leave(): void;
  /** Lets go whoever leaves next: what was changed is gone anyway. */
  pass(): void;
}

/** Holds back whoever leaves a page with changes, closing the tab included. */
export function useLeaveGuard(isChanged: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    if (!isChanged) return;
    isLeaving.current = false;
    const own = splitHash(location.hash).path;
    const unguard = guardRoutes((hash) => {
      if (isLeaving.current || splitHash(hash).path === own) return true;
      setWanted(hash);
      return false;
    });
    // A desktop window does not ask, it would only refuse to be closed.
    const asks = location.protocol.startsWith('http');
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    if (asks) addEventListener('beforeunload', onUnload);
    return () => {
      unguard();
      removeEventListener('beforeunload', onUnload);
    };
  }, [isChanged]);
  function pass() {
    isLeaving.current = true;
  }
  return {
    wanted,
    pass,
    stay: () => setWanted(null),
    leave: () => {
      pass();
      if (wanted !== null) location.hash = wanted;
      setWanted(null);
    },
  };
}
