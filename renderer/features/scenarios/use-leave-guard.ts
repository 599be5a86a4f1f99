import { useEffect, useRef, useState } from 'react';
import { splitHash } from '../../app/hash-location.ts';

interface LeaveGuard {
  /** Where somebody wants to go while changes are not saved; null while nobody does. */
  readonly wanted: string | null;
  stay(): void;
  leave(): void;
  /** Lets go whoever leaves next: what was changed is gone anyway. */
  pass(): void;
}

/** Holds back whoever leaves a page with changes, by whatever way: a link, Back, the palette, closing the tab. */
export function useLeaveGuard(isChanged: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    if (!isChanged) return;
    isLeaving.current = false;
    const own = location.hash;
    const leadsAway = (hash: string) => !isLeaving.current && splitHash(hash).path !== splitHash(own).path;
    function onNavigate(event: NavigateEvent) {
      const { hash } = new URL(event.destination.url);
      if (!event.cancelable || !event.destination.sameDocument || !leadsAway(hash)) return;
      event.preventDefault();
      setWanted(hash);
    }
    // For browsers that cannot hold a navigation back, and for a Back that none can: the address is put back before the routes hear of
    // the new one.
    function onHashChange(event: Event) {
      if (!leadsAway(location.hash)) return;
      event.stopImmediatePropagation();
      setWanted(location.hash);
      history.replaceState(null, '', own);
    }
    function onUnload(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    const { navigation }: { readonly navigation?: Navigation } = globalThis;
    navigation?.addEventListener('navigate', onNavigate);
    addEventListener('hashchange', onHashChange, { capture: true });
    // A desktop window does not ask, it would only refuse to be closed.
    const asks = location.protocol.startsWith('http');
    if (asks) addEventListener('beforeunload', onUnload);
    return () => {
      navigation?.removeEventListener('navigate', onNavigate);
      removeEventListener('hashchange', onHashChange, { capture: true });
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
