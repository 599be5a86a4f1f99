import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';

/** Open modal layers, innermost last. */
const layers: HTMLElement[] = [];

interface Modal {
  readonly ref: RefObject<HTMLDivElement | null>;
  onKeyDown(event: KeyboardEvent): void;
}

/**
 * Makes a layer modal by the platform's own `inert`: the page behind is unreachable while the layer is mounted, and
 * reachable again however it goes. Fluent's modal dialog instead leaves `aria-hidden` on the root for good when a route
 * change unmounts it while it is open.
 */
export function useModal(isModal: boolean, onClose: () => void): Modal {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const layer = ref.current;
    if (layer === null) return;
    const opener = document.activeElement;
    if (isModal) layers.push(layer);
    refreshInert();
    focusFirst(layer);
    return () => {
      if (isModal) layers.splice(layers.indexOf(layer), 1);
      refreshInert();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [isModal]);
  function onKeyDown(event: KeyboardEvent) {
    // An open list inside the layer takes the first Escape.
    const isOpenList = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
    if (event.key !== 'Escape' || event.isDefaultPrevented() || isOpenList) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  }
  return { ref, onKeyDown };
}

function refreshInert(): void {
  const root = document.getElementById('root');
  if (root !== null) root.inert = layers.length > 0;
  layers.forEach((layer, index) => {
    layer.inert = index < layers.length - 1;
  });
}

function focusFirst(layer: HTMLElement): void {
  const first =
    layer.querySelector<HTMLElement>('[data-autofocus]') ??
    layer.querySelector<HTMLElement>(
      '.overlay-body :is(input:not([type=hidden]), textarea, select, button, a[href], [tabindex="0"]):not([disabled])',
    );
  (first ?? layer).focus();
}
