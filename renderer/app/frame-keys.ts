import type { PlainKey } from './messages.ts';

/** What a key press asks of the frame. */
export type FrameKey = 'palette' | 'keys' | 'filter' | 'next-region' | 'previous-region' | 'after-g' | Destination;

/** Where *G* and a letter lead, and Ctrl with a number. */
export type Destination =
  | 'home'
  | 'users'
  | 'groups'
  | 'apps'
  | 'overview'
  | 'logs'
  | 'wire'
  | 'organizations'
  | 'directories'
  | 'settings';

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface Surroundings {
  /** The cursor stands in text, where letters are letters. */
  readonly isInText: boolean;
  /** Somebody may have switched them off: speech input types them by accident (WCAG 2.1.4). */
  readonly areLettersOn: boolean;
  /** The press before was *G*. */
  readonly isAfterG: boolean;
}

/** Null where the frame has nothing to do with it. */
export function frameKeyOf(press: Press, { isInText, areLettersOn, isAfterG }: Surroundings): FrameKey | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (key === 'F6') return shiftKey ? 'previous-region' : 'next-region';
  if ((ctrlKey || metaKey) && !altKey && !shiftKey) return withControl[key.toLowerCase()] ?? null;
  if (ctrlKey || metaKey || altKey || isInText || !areLettersOn) return null;
  if (isAfterG) return afterG[key.toLowerCase()] ?? null;
  return plain[key] ?? null;
}

const withControl: Readonly<Record<string, FrameKey>> = { k: 'palette', '1': 'users', '2': 'directories' };
const plain: Readonly<Record<string, FrameKey>> = { '?': 'keys', '/': 'filter', g: 'after-g' };
const afterG: Readonly<Record<string, Destination>> = {
  h: 'home',
  u: 'users',
  r: 'groups',
  a: 'apps',
  o: 'overview',
  l: 'logs',
  w: 'wire',
  c: 'organizations',
  d: 'directories',
  s: 'settings',
};

/** As the list of all keys and the palette write it: `G L`. Undefined where no letter leads there. */
export function lettersTo(destination: Destination): string | undefined {
  const letter = Object.entries(afterG).find(([, to]) => to === destination)?.[0];
  return letter === undefined ? undefined : `G ${letter.toUpperCase()}`;
}

interface KeyRow {
  readonly keys: string;
  readonly message: PlainKey;
}

/** Every key of the window, screens' own included, by where it works. */
export const keyGroups: readonly { readonly title: PlainKey; readonly rows: readonly KeyRow[] }[] = [
  {
    title: 'keys.anywhere',
    rows: [
      { keys: 'Ctrl K', message: 'keys.search' },
      { keys: 'Ctrl J', message: 'keys.wire' },
      { keys: 'Ctrl →', message: 'keys.advance' },
      { keys: 'F6', message: 'keys.regions' },
      { keys: 'Alt ←', message: 'keys.back' },
      { keys: '/', message: 'keys.filter' },
      { keys: 'Esc', message: 'keys.escape' },
      { keys: '?', message: 'keys.all' },
    ],
  },
  {
    title: 'keys.lists',
    rows: [
      { keys: '↑ ↓', message: 'keys.move' },
      { keys: 'J K', message: 'keys.move' },
      { keys: 'Enter', message: 'keys.open' },
      { keys: 'Space', message: 'keys.select' },
      { keys: 'W', message: 'keys.show' },
      { keys: 'C', message: 'keys.curl' },
    ],
  },
  {
    title: 'keys.step',
    rows: [
      { keys: 'F10', message: 'keys.send' },
      { keys: 'F5', message: 'keys.run' },
      { keys: 'F2', message: 'keys.edit' },
      { keys: 'F4', message: 'keys.answer' },
      { keys: 'F8', message: 'keys.drop' },
    ],
  },
  {
    title: 'keys.go',
    rows: [
      { keys: 'Ctrl 1', message: 'nav.users' },
      { keys: 'Ctrl 2', message: 'nav.directories' },
      { keys: 'G H', message: 'keys.home' },
      { keys: 'G U', message: 'nav.users' },
      { keys: 'G R', message: 'nav.groups' },
      { keys: 'G A', message: 'nav.apps' },
      { keys: 'G O', message: 'keys.overview' },
      { keys: 'G L', message: 'keys.logs' },
      { keys: 'G W', message: 'nav.wire' },
      { keys: 'G C', message: 'nav.organizations' },
      { keys: 'G D', message: 'nav.directories' },
      { keys: 'G S', message: 'nav.settings' },
    ],
  },
];
