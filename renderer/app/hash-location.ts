import { useSyncExternalStore } from 'react';
import { useLocation, useSearch } from 'wouter';

/** `#/recv/dirs/d1?tab=groups` is the path `/recv/dirs/d1` and the search `tab=groups`. */
export function splitHash(hash: string): { readonly path: string; readonly search: string } {
  const [path = '', ...search] = hash.replace(/^#?\/?/, '').split('?');
  return { path: `/${path}`, search: search.join('?') };
}

/** A location hook for wouter. Its own hash hook writes the query before the `#`, where it outlives the route. */
export function useHashLocation(): [string, (to: string, options?: { readonly replace?: boolean }) => void] {
  return [useSyncExternalStore(subscribe, () => splitHash(location.hash).path), navigate];
}

useHashLocation.hrefs = (path: string): string => `#${path}`;
useHashLocation.searchHook = (): string => useSyncExternalStore(subscribe, () => splitHash(location.hash).search);

const listeners = new Set<() => void>();

/**
 * One browser listener for all: the browser lets React render between two listeners of its own, and a page that is about
 * to go would then see the new route and redirect away from it.
 */
function subscribe(onChange: () => void): () => void {
  if (listeners.size === 0) addEventListener('hashchange', tellAll);
  listeners.add(onChange);
  return () => {
    listeners.delete(onChange);
    if (listeners.size === 0) removeEventListener('hashchange', tellAll);
  };
}

const guards = new Set<(hash: string) => boolean>();
/** The last route that no guard held back. */
let shownHash = '';

/**
 * Asks before each change of the route, by whatever way: a link, a key, the palette, Back. One that answers false holds it back, and no
 * page hears of it.
 */
export function guardRoutes(mayGoTo: (hash: string) => boolean): () => void {
  // Not every browser has one.
  const { navigation }: { readonly navigation?: Navigation } = globalThis;
  if (guards.size === 0) {
    shownHash = location.hash;
    navigation?.addEventListener('navigate', holdBack);
  }
  guards.add(mayGoTo);
  return () => {
    guards.delete(mayGoTo);
    if (guards.size === 0) navigation?.removeEventListener('navigate', holdBack);
  };
}

function mayGo(hash: string): boolean {
  return [...guards].every((mayGoTo) => mayGoTo(hash));
}

function holdBack(event: NavigateEvent): void {
  if (!event.cancelable || !event.destination.sameDocument) return;
  if (!mayGo(new URL(event.destination.url).hash)) event.preventDefault();
}

function tellAll(): void {
  const { hash } = location;
  if (!mayGo(hash)) {
    // Where the browser cannot hold a navigation back, and for a Back that none can: the address is put back.
    history.replaceState(null, '', shownHash);
    return;
  }
  shownHash = hash;
  for (const listener of [...listeners]) listener();
}

function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  const url = `#${to}`;
  if (options.replace === true) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** One value of the route's query, and how to change it; null takes it away. */
export function useQueryValue(name: string): [string | null, (value: string | null) => void] {
  const [path, go] = useLocation();
  const query = new URLSearchParams(useSearch());
  const value = query.get(name);
  function change(next: string | null) {
    if (next === null) query.delete(name);
    else query.set(name, next);
    go(query.size === 0 ? path : `${path}?${query}`, { replace: true });
  }
  return [value, change];
}

/** The chosen tab of a page, kept in its route, so that it can be linked and reloaded. */
export function useTab<T extends string>(tabs: readonly [T, ...T[]]): [T, (tab: T) => void] {
  const [path, go] = useLocation();
  const wanted = new URLSearchParams(useSearch()).get('tab');
  const tab = tabs.find((known) => known === wanted) ?? tabs[0];
  return [tab, (next) => go(next === tabs[0] ? path : `${path}?tab=${next}`, { replace: true })];
}
