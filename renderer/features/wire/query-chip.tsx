import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { queryFieldText, withQueryField } from '#shared/trace/exchange-query-text.ts';
import type { QueryChoice } from './query-choices.ts';

interface QueryChipProps extends QueryChoice {
  /** The whole query; what is chosen is written into it. */
  readonly text: string;
  onText(text: string): void;
  /** What is said while nothing is chosen; the label by default. */
  readonly anyLabel?: string;
}

const any = '';

/** One condition of the query as a button: it says what is asked, and its menu writes something else. */
export function QueryChip({ field, label, options, text, onText, anyLabel = label }: QueryChipProps) {
  const asked = queryFieldText(text, field);
  const chosen = options.find(({ value }) => value.toLowerCase() === asked?.toLowerCase());
  return (
    <Menu
      checkedValues={{ [field]: [asked === null ? any : (chosen?.value ?? 'other')] }}
      onCheckedValueChange={(_event, { checkedItems }) => onText(withQueryField(text, field, checkedItems[0] || null))}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" className="query-chip" data-set={asked !== null}>
          <span className="ellipsis">{asked === null ? anyLabel : `${label}: ${chosen?.label ?? asked}`}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover className="query-menu">
        <MenuList>
          <MenuItemRadio name={field} value={any}>
            Any
          </MenuItemRadio>
          {options.map((option) => (
            <MenuItemRadio key={option.value} name={field} value={option.value}>
              {option.label}
            </MenuItemRadio>
          ))}
          {options.length === 0 && (
            <div className="query-none muted caption">Nothing in the newest exchanges to choose from.</div>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
