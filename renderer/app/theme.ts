import { type Theme, teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

export type ThemeName = 'light' | 'dark' | 'contrast';

const fonts = {
  fontFamilyBase: '"Segoe UI Variable Text", "Segoe UI", system-ui, Inter, "Noto Sans", sans-serif',
  fontFamilyMonospace: '"Cascadia Mono", Consolas, "SF Mono", "JetBrains Mono", "DejaVu Sans Mono", monospace',
};

// The web dark theme's #292929 leaves lists lighter than their heads: surfaces go one step darker here.
const darkSurfaces: Partial<Theme> = {
  colorNeutralBackground1: '#1f1f1f',
  colorNeutralBackground1Hover: '#2a2a2a',
  colorNeutralBackground1Pressed: '#1a1a1a',
  colorNeutralBackground1Selected: '#323232',
  colorNeutralBackground2: '#262626',
  colorNeutralBackground3: '#141414',
  colorNeutralStroke2: '#3d3d3d',
  colorNeutralStroke3: '#2d2d2d',
};

export const fluentThemes: Record<ThemeName, Theme> = {
  light: { ...webLightTheme, ...fonts },
  dark: { ...webDarkTheme, ...darkSurfaces, ...fonts },
  contrast: { ...teamsHighContrastTheme, ...fonts },
};

const storageKey = 'theme';
const listeners = new Set<() => void>();

/** The chosen theme, remembered on this machine; until one is chosen, the system's. */
export function useThemeName(): [ThemeName, (name: ThemeName) => void] {
  return [useSyncExternalStore(subscribe, currentTheme), chooseTheme];
}

/** Told when it is chosen here, in another window, or when the system's changes. */
function subscribe(onChange: () => void): () => void {
  const queries = [matchMedia('(forced-colors: active)'), matchMedia('(prefers-color-scheme: dark)')];
  listeners.add(onChange);
  addEventListener('storage', onChange);
  for (const query of queries) query.addEventListener('change', onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener('storage', onChange);
    for (const query of queries) query.removeEventListener('change', onChange);
  };
}

function currentTheme(): ThemeName {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'light' || kept === 'dark' || kept === 'contrast') return kept;
  if (matchMedia('(forced-colors: active)').matches) return 'contrast';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function chooseTheme(name: ThemeName): void {
  localStorage.setItem(storageKey, name);
  for (const listener of listeners) listener();
}
