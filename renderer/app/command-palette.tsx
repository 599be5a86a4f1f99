import { Portal } from '@fluentui/react-components';
import { Search16Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { Keys } from '../components/keys.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { useAction } from '../components/use-action.ts';
import { useModal } from '../components/use-modal.ts';
import { useApi } from './api.tsx';
import { useView } from './live.tsx';
import { type PlainKey, say } from './messages.ts';
import { useApps, useOpenApp } from './open-app.ts';
import { usePaletteCommands } from './palette-commands.ts';
import { matchingEntries, nameIn, type PaletteEntry } from './palette-entry.ts';
import { foundEntries } from './palette-found.ts';
import { palettePlaces } from './palette-places.ts';

/** *Search or run*: places, commands, people of both sides, exchanges by number, questions. Enter opens, Ctrl+Enter the other side. */
export function CommandPalette({ onClose }: { onClose(): void }) {
  const [, go] = useLocation();
  const listId = useId();
  const { ref } = useModal(true, onClose);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const entries = useEntries(text);
  const active = Math.min(chosen, entries.length - 1);
  const { run, problem } = useAction();

  async function open(entry: PaletteEntry | undefined, isOtherSide: boolean) {
    if (entry === undefined || (entry.blockedBecause ?? null) !== null) return;
    const href = isOtherSide ? entry.otherHref : entry.href;
    if (href !== undefined) {
      onClose();
      go(href);
    } else if (!isOtherSide && entry.run !== undefined) {
      const isDone = await run(async () => entry.run?.());
      // What it ran may have put something else in this place.
      if (isDone) onClose();
    }
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = steps[event.key];
    if (step !== undefined && entries.length > 0) setChosen((active + step + entries.length) % entries.length);
    else if (event.key === 'Enter') void open(entries[active], event.ctrlKey || event.metaKey);
    else if (event.key === 'Escape' || (event.ctrlKey && event.key.toLowerCase() === 'k')) onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <Portal>
      <div className="overlay-backdrop" aria-hidden="true" onClick={onClose} />
      <div
        ref={ref}
        className="palette"
        role="dialog"
        aria-modal="true"
        aria-label={say('palette.label')}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className="palette-head">
          <Search16Regular aria-hidden="true" />
          <input
            data-autofocus
            role="combobox"
            aria-label={say('palette.label')}
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={entries.length === 0 ? undefined : optionId(active)}
            placeholder={say('palette.placeholder')}
            value={text}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setText(event.currentTarget.value);
              setChosen(0);
            }}
          />
          <Keys keys="Esc" />
        </div>
        <ProblemBanner problem={problem} />
        <div id={listId} className="palette-list" role="listbox" aria-label={say('palette.results')}>
          {entries.map((entry, index) => (
            <Option
              key={entry.key}
              id={optionId(index)}
              entry={entry}
              isActive={index === active}
              onPoint={() => setChosen(index)}
              onPress={(isOtherSide) => void open(entry, isOtherSide)}
            />
          ))}
        </div>
        {entries.length === 0 && (
          <div className="palette-nothing">
            <div className="strong">{say('palette.nothing', { text: text.trim() })}</div>
            <div className="muted">{say('palette.nothing.why')}</div>
          </div>
        )}
        <PaletteFoot entry={entries[active]} count={entries.length} />
      </div>
    </Portal>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
const [placesMax, commandsMax] = [6, 6];
const none = { objects: [], resources: [], exchange: null };

/** Places and commands at once; people as soon as the harness has found them. */
function useEntries(text: string): readonly PaletteEntry[] {
  const api = useApi();
  const apps = useApps() ?? [];
  const openApp = useOpenApp();
  const commands = usePaletteCommands();
  const { data: directories = [] } = useView(['directories'], ['receiver'], () => api.receiver.directories({}));
  const name = useSettled(nameIn(text));
  const { data: found = none } = useView(['palette', { name }], ['tenant', 'receiver', 'exchanges'], () =>
    name === '' ? Promise.resolve(none) : api.workspace.find({ text: name }),
  );
  const people = text.trim() === '' ? [] : foundEntries(found, openApp?.id);
  if (/^(why|explain)\b/i.test(text.trim())) return [...people].sort((a, b) => explainsFirst(a) - explainsFirst(b));
  const places = palettePlaces({ apps, openAppId: openApp?.id, directories });
  const isSearching = people.length > 0;
  return [
    ...matchingEntries(text, places, isSearching ? placesMax / 2 : placesMax),
    ...matchingEntries(text, commands, isSearching ? commandsMax / 2 : commandsMax),
    ...people,
  ];
}

function explainsFirst({ kind }: PaletteEntry): number {
  return kind === 'explain' ? 0 : 1;
}

const settleMs = 80;

/** The text as it was when the last key press was a moment ago. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const kindWords = {
  go: 'palette.kind.go',
  run: 'palette.kind.run',
  user: 'palette.kind.user',
  group: 'palette.kind.group',
  explain: 'palette.kind.explain',
  exchange: 'palette.kind.exchange',
} as const satisfies Record<PaletteEntry['kind'], PlainKey>;

interface OptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isActive: boolean;
  onPoint(): void;
  onPress(isOtherSide: boolean): void;
}

function Option({ id, entry, isActive, onPoint, onPress }: OptionProps) {
  const { kind, title, detail, keys, blockedBecause = null } = entry;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes Enter for the active option.
    <div
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      id={id}
      role="option"
      className="palette-option"
      aria-selected={isActive}
      aria-disabled={blockedBecause !== null}
      title={title}
      onPointerMove={onPoint}
      onClick={(event) => onPress(event.ctrlKey || event.metaKey)}
    >
      <span className="palette-kind">{say(kindWords[kind])}</span>
      <span className="ellipsis">{title}</span>
      <span className="ellipsis muted caption">{detail}</span>
      {keys !== undefined && <Keys keys={keys} />}
    </div>
  );
}

function PaletteFoot({ entry, count }: { readonly entry: PaletteEntry | undefined; readonly count: number }) {
  return (
    <div className="palette-foot muted">
      <Keys keys="↑ ↓" /> {say('palette.foot.choose')}
      <Keys keys="Enter" /> {say('palette.foot.open')}
      {entry?.otherHref !== undefined && (
        <>
          <Keys keys="Ctrl Enter" /> {say('palette.foot.other')}
        </>
      )}
      <span className="visually-hidden" role="status">
        {count === 1 ? say('palette.count.one') : say('palette.count.many', { count })}
      </span>
    </div>
  );
}
