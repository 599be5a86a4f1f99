import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { WeatherMoon20Regular } from '@fluentui/react-icons';
import { type PlainKey, say } from './messages.ts';
import { type ThemeChoice, themeChoices, useThemeChoice } from './theme.ts';

export const themeWords = {
  system: 'theme.system',
  light: 'theme.light',
  dark: 'theme.dark',
  contrast: 'theme.contrast',
} as const satisfies Record<ThemeChoice, PlainKey>;

export function ThemeMenu() {
  const [choice, choose] = useThemeChoice();
  return (
    <Menu
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const chosen = themeChoices.find((name) => name === checkedItems[0]);
        if (chosen !== undefined) choose(chosen);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<WeatherMoon20Regular />} aria-label={say('theme.label')} title={say('theme.label')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themeChoices.map((name) => (
            <MenuItemRadio key={name} name="theme" value={name}>
              {say(themeWords[name])}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
