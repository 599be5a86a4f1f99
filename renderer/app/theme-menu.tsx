import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { WeatherMoon20Regular } from '@fluentui/react-icons';
import { type ThemeName, useThemeName } from './theme.ts';

export const themeWords: readonly { readonly name: ThemeName; readonly word: string }[] = [
  { name: 'light', word: 'Light' },
  { name: 'dark', word: 'Dark' },
  { name: 'contrast', word: 'High contrast' },
];

export function ThemeMenu() {
  const [theme, choose] = useThemeName();
  return (
    <Menu
      checkedValues={{ theme: [theme] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const chosen = themeWords.find(({ name }) => name === checkedItems[0]);
        if (chosen !== undefined) choose(chosen.name);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<WeatherMoon20Regular />} aria-label="Theme" />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themeWords.map(({ name, word }) => (
            <MenuItemRadio key={name} name="theme" value={name}>
              {word}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
