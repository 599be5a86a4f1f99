import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { type Destination, type FrameKey, frameKeyOf } from './frame-keys.ts';
import { useOpenApp } from './open-app.ts';
import { openOverlay } from './overlay.ts';
import { usePreference } from './preferences.ts';
import { regionAfter } from './regions.ts';

/** Single letters work until somebody switches them off. */
export function useSingleKeys(): [boolean, (areOn: boolean) => void] {
  const [kept, keep] = usePreference('single-keys');
  return [kept !== 'off', (areOn) => keep(areOn ? null : 'off')];
}

/** The keys of the whole window. Screens have their own; a press somebody has taken is left alone. */
export function useFrameKeys(): void {
  const [, go] = useLocation();
  const appId = useOpenApp()?.id;
  const [areLettersOn] = useSingleKeys();
  const isAfterG = useRef(false);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { target } = event;
      if (event.defaultPrevented || isModifier(event.key)) return;
      const isInText = target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
      const key = frameKeyOf(event, { isInText, areLettersOn, isAfterG: isAfterG.current });
      isAfterG.current = key === 'after-g';
      // Behind a modal layer the page cannot be reached, and a press must not change it.
      if (key === null || document.getElementById('root')?.inert === true) return;
      event.preventDefault();
      perform(key, { go, appId });
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [go, appId, areLettersOn]);
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta';
}

interface Reach {
  go(to: string): void;
  readonly appId: string | undefined;
}

function perform(key: FrameKey, reach: Reach): void {
  switch (key) {
    case 'palette':
    case 'keys':
      openOverlay(key);
      return;
    case 'filter':
      document.querySelector<HTMLElement>('main input[type="search"], main [role="searchbox"]')?.focus();
      return;
    case 'next-region':
      focusRegion(1);
      return;
    case 'previous-region':
      focusRegion(-1);
      return;
    case 'after-g':
      return;
    default:
      reach.go(routeTo(key, reach.appId));
  }
}

/** F6 goes round top bar, navigation, page, wire. */
function focusRegion(direction: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  regions[regionAfter(current, { count: regions.length, direction })]?.focus();
}

/** Places of an application lead to the list of them while there is none. */
function routeTo(destination: Destination, appId: string | undefined): string {
  switch (destination) {
    case 'home':
      return '/home';
    case 'users':
      return '/entra/users';
    case 'groups':
      return '/entra/groups';
    case 'apps':
      return '/entra/apps';
    case 'overview':
    case 'logs':
      return appId === undefined ? '/entra/apps' : `/entra/apps/${appId}/${destination}`;
    case 'wire':
      return '/wire';
    case 'organizations':
      return '/recv/orgs';
    case 'directories':
      return '/recv/dirs';
    case 'settings':
      return '/settings';
  }
}
