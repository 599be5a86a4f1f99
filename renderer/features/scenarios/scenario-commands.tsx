import { Button, Input } from '@fluentui/react-components';
import {
  Copy16Regular,
  Delete16Regular,
  Dismiss16Regular,
  DocumentCopy16Regular,
  Play16Filled,
  Rename16Regular,
  Save16Regular,
  Stop16Filled,
} from '@fluentui/react-icons';
import { useId } from 'react';
import type { ScenarioFileView } from '#shared/api/scenario-views.ts';
import { say } from '../../app/messages.ts';

interface ScenarioCommandsProps {
  readonly file: ScenarioFileView;
  readonly isChanged: boolean;
  readonly mayRun: boolean;
  readonly isRunning: boolean;
  readonly isStopping: boolean;
  readonly isBusy: boolean;
  readonly seed: string;
  /** Of the scenario itself; undefined where its text cannot be read. */
  readonly ownSeed: number | undefined;
  onSeed(seed: string): void;
  onDo(command: ScenarioCommand): void;
}

export type ScenarioCommand = 'run' | 'stop' | 'save' | 'discard' | 'copy' | 'rename' | 'delete' | 'command';

/** What can be done with one scenario. Running is what the page is for. */
export function ScenarioCommands(props: ScenarioCommandsProps) {
  const seedId = useId();
  const { file, isChanged, mayRun, isRunning, isStopping, isBusy, seed, ownSeed, onSeed, onDo } = props;
  return (
    <>
      {isRunning ? (
        <Button size="small" icon={<Stop16Filled />} disabledFocusable={isStopping} onClick={() => onDo('stop')}>
          {isStopping ? say('scenario.stopping') : say('scenario.stop')}
        </Button>
      ) : (
        <Button
          appearance="primary"
          size="small"
          icon={<Play16Filled />}
          aria-keyshortcuts="Control+Enter"
          disabledFocusable={!mayRun}
          onClick={() => onDo('run')}
        >
          {say('scenario.run')}
        </Button>
      )}
      {file.source === 'own' ? (
        <>
          <Command icon={<Save16Regular />} keys="Control+S" isDisabled={!isChanged || isBusy} onPress={() => onDo('save')}>
            {say('scenario.save')}
          </Command>
          <Command icon={<Dismiss16Regular />} isDisabled={!isChanged} onPress={() => onDo('discard')}>
            {say('scenario.discard')}
          </Command>
          <Command icon={<DocumentCopy16Regular />} isDisabled={isBusy} onPress={() => onDo('copy')}>
            {say('scenario.duplicate')}
          </Command>
          <Command icon={<Rename16Regular />} isDisabled={isChanged || isBusy} onPress={() => onDo('rename')}>
            {say('scenario.rename')}
          </Command>
          <Command icon={<Delete16Regular />} isDisabled={isBusy} onPress={() => onDo('delete')}>
            {say('scenario.delete')}
          </Command>
        </>
      ) : (
        <Command
          icon={<DocumentCopy16Regular />}
          title={say('scenario.copy.why')}
          isDisabled={isBusy}
          onPress={() => onDo('copy')}
        >
          {say('scenario.copy')}
        </Command>
      )}
      <Command icon={<Copy16Regular />} onPress={() => onDo('command')}>
        {say('scenario.command')}
      </Command>
      <label className="scenario-seed" htmlFor={seedId} title={say('scenario.seed.why')}>
        <span>{say('scenario.seed')}</span>
        <Input
          id={seedId}
          size="small"
          inputMode="numeric"
          value={seed}
          placeholder={ownSeed === undefined ? '' : String(ownSeed)}
          onChange={(_event, { value }) => onSeed(value.replace(/\D/g, '').slice(0, 10))}
        />
      </label>
    </>
  );
}

interface CommandProps {
  readonly icon: React.ReactElement;
  readonly children: string;
  readonly isDisabled?: boolean;
  readonly title?: string;
  readonly keys?: string;
  onPress(): void;
}

function Command({ icon, children, isDisabled = false, title, keys, onPress }: CommandProps) {
  return (
    <Button
      appearance="subtle"
      size="small"
      icon={icon}
      disabled={isDisabled}
      title={title}
      aria-keyshortcuts={keys}
      onClick={onPress}
    >
      {children}
    </Button>
  );
}
