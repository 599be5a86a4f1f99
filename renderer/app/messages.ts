import { behaviourMessages } from './behaviour-messages.ts';
import { directoryDataMessages } from './directory-data-messages.ts';
import { errorTextMessages } from './error-text-messages.ts';
import { frameMessages } from './frame-messages.ts';
import { homeMessages } from './home-messages.ts';
import { mappingMessages } from './mapping-messages.ts';
import { paletteMessages } from './palette-messages.ts';
import { pickerMessages } from './picker-messages.ts';
import { receiverMessages } from './receiver-messages.ts';
import { settingsMessages } from './settings-messages.ts';
import { webhookMessages } from './webhook-messages.ts';
import { workbenchMessages } from './workbench-messages.ts';

/** What the frame, Home, Settings, Receiver and parts of other screens say, in one place: another language is another such table. `{name}` is filled in. */
export const messages = {
  ...frameMessages,
  ...paletteMessages,
  ...homeMessages,
  ...settingsMessages,
  ...mappingMessages,
  ...workbenchMessages,
  ...pickerMessages,
  ...receiverMessages,
  ...behaviourMessages,
  ...errorTextMessages,
  ...directoryDataMessages,
  ...webhookMessages,
} as const;

type Messages = typeof messages;
export type MessageKey = keyof Messages;

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never;
/** Keys of messages that are complete as they stand. */
export type PlainKey = { [Key in MessageKey]: Placeholder<Messages[Key]> extends never ? Key : never }[MessageKey];
type Values<Key extends MessageKey> =
  Placeholder<Messages[Key]> extends never ? [] : [values: Readonly<Record<Placeholder<Messages[Key]>, string | number>>];

/** The message of this key. Numbers are written with separators. */
export function say<Key extends MessageKey>(key: Key, ...[values]: Values<Key>): string {
  if (values === undefined) return messages[key];
  const given = values as Readonly<Record<string, string | number>>;
  return messages[key].replace(/\{([a-z]+)\}/gi, (_placeholder, name: string) => textOf(given[name]));
}

function textOf(value: string | number | undefined): string {
  return typeof value === 'number' ? value.toLocaleString('en') : (value ?? '');
}
