import { Button, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { useClock } from '../../app/now.ts';
import { openOverlay } from '../../app/overlay.ts';
import { themeChoices, useThemeChoice } from '../../app/theme.ts';
import { themeWords } from '../../app/theme-menu.tsx';
import { useSingleKeys } from '../../app/use-frame-keys.ts';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useGuide } from '../home/use-guide.ts';

/** Where things are kept and how the window behaves. */
export function SettingsPage() {
  return (
    <Page world="neutral" path={[{ label: say('settings.path'), href: '/home' }]} title={say('settings.title')}>
      <div className="columns">
        <div className="stack">
          <WorkspacePanel />
          <ClockPanel />
        </div>
        <div className="stack">
          <ThemePanel />
          <KeysPanel />
          <GuideSwitch />
        </div>
      </div>
    </Page>
  );
}

function WorkspacePanel() {
  const api = useApi();
  const { data, problem } = useView(['workspace'], ['workspace'], () => api.workspace.read({}));
  return (
    <Panel title={say('settings.workspace')}>
      <ProblemBanner problem={problem} />
      {data !== undefined && (
        <KeyValueList
          items={[
            { name: say('settings.workspace.name'), value: data.name },
            { name: say('settings.workspace.folder'), value: <span className="mono">{data.folder}</span> },
            { name: say('settings.workspace.secrets'), value: data.secretsNote },
            { name: say('settings.workspace.server'), value: <span className="mono">{data.serverAddress}</span> },
            {
              name: say('settings.workspace.shown'),
              value: data.host === 'desktop' ? say('settings.workspace.desktop') : say('settings.workspace.browser'),
            },
            { name: say('settings.workspace.version'), value: data.version },
          ]}
        />
      )}
    </Panel>
  );
}

function ClockPanel() {
  const api = useApi();
  const { data } = useClock();
  const { run, isBusy, problem } = useAction();
  const isSystem = data?.kind === 'system';
  return (
    <Panel title={say('settings.clock')}>
      <ProblemBanner problem={problem} />
      <Switch
        label={say('settings.clock.follow')}
        checked={isSystem}
        disabled={isBusy || data === undefined}
        onChange={() => void run(() => api.clock.setKind({ kind: isSystem ? 'virtual' : 'system' }))}
      />
      <p className="muted caption">{isSystem ? say('settings.clock.system') : say('settings.clock.virtual')}</p>
    </Panel>
  );
}

function ThemePanel() {
  const [choice, choose] = useThemeChoice();
  return (
    <Panel title={say('settings.look')}>
      <RadioGroup
        aria-label={say('theme.label')}
        value={choice}
        onChange={(_event, { value }) => {
          const chosen = themeChoices.find((name) => name === value);
          if (chosen !== undefined) choose(chosen);
        }}
      >
        {themeChoices.map((name) => (
          <Radio key={name} value={name} label={say(themeWords[name])} />
        ))}
      </RadioGroup>
      <p className="muted caption">{say('settings.look.note')}</p>
    </Panel>
  );
}

function KeysPanel() {
  const [areLettersOn, switchLetters] = useSingleKeys();
  return (
    <Panel title={say('settings.keys')}>
      <Switch
        label={say('settings.keys.single')}
        checked={areLettersOn}
        onChange={(_event, { checked }) => switchLetters(checked)}
      />
      <p className="muted caption">{say('settings.keys.note')}</p>
      <div>
        <Button size="small" onClick={() => openOverlay('keys')}>
          {say('settings.keys.all')}
        </Button>
      </div>
    </Panel>
  );
}

function GuideSwitch() {
  const { isShown, isKnown, show, hide } = useGuide();
  return (
    <Panel title={say('settings.guide')}>
      <Switch
        label={say('settings.guide.show')}
        checked={isShown}
        disabled={!isKnown}
        onChange={(_event, { checked }) => (checked ? show() : hide())}
      />
      <p className="muted caption">{say('settings.guide.note')}</p>
    </Panel>
  );
}
