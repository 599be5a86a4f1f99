import { type Theme, teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { usePreference } from './preferences.ts';

export type ThemeName = 'light' | 'dark' | 'contrast';
export type ThemeChoice = 'system' | ThemeName;

export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark', 'contrast'];

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

/** The theme a person chose, remembered on this machine; until one is chosen, the system's. */
export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const [kept, keep] = usePreference('theme');
  return [themeChoices.find((choice) => choice === kept) ?? 'system', (choice) => keep(choice === 'system' ? null : choice)];
}

/** The theme to draw in. Follows the system's while none is chosen. */
export function useThemeName(): ThemeName {
  const [choice] = useThemeChoice();
  const systemName = useSyncExternalStore(subscribeToSystem, systemThemeName);
  return choice === 'system' ? systemName : choice;
}

function subscribeToSystem(onChange: () => void): () => void {
  const queries = [matchMedia('(forced-colors: active)'), matchMedia('(prefers-color-scheme: dark)')];
  for (const query of queries) query.addEventListener('change', onChange);
  return () => {
    for (const query of queries) query.removeEventListener('change', onChange);
  };
}

function systemThemeName(): ThemeName {
  if (matchMedia('(forced-colors: active)').matches) return 'contrast';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
