import { Radio, RadioGroup, Switch } from '@fluentui/react-components';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { useClock } from '../../app/now.ts';
import { useThemeName } from '../../app/theme.ts';
import { themeWords } from '../../app/theme-menu.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

/** Where things are kept and how the window behaves. */
export function SettingsPage() {
  return (
    <Page world="neutral" path={[{ label: 'Workspace', href: '/home' }]} title="Settings">
      <div className="columns">
        <WorkspacePanel />
        <div className="stack">
          <ClockPanel />
          <ThemePanel />
        </div>
      </div>
    </Page>
  );
}

function WorkspacePanel() {
  const api = useApi();
  const { data, problem } = useView(['workspace'], ['workspace'], () => api.workspace.read({}));
  return (
    <Panel title="Workspace">
      <ProblemBanner problem={problem} />
      {data !== undefined && (
        <KeyValueList
          items={[
            { name: 'Name', value: data.name },
            { name: 'Folder', value: <span className="mono">{data.folder}</span> },
            { name: 'Secrets', value: data.secretsNote },
            { name: 'Bundled server', value: <span className="mono">{data.serverAddress}</span> },
            { name: 'Shown in', value: data.host === 'desktop' ? 'Desktop window' : 'Browser, on this machine only' },
            { name: 'Version', value: data.version },
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
    <Panel title="Clock">
      <ProblemBanner problem={problem} />
      <Switch
        label="Follow the system clock"
        checked={isSystem}
        disabled={isBusy || data === undefined}
        onChange={() => void run(() => api.clock.setKind({ kind: isSystem ? 'virtual' : 'system' }))}
      />
      <p className="muted caption">
        {isSystem
          ? 'Cycles run every 40 minutes of real time. The clock cannot be moved.'
          : 'The clock runs with the system and can be moved ahead; cycles that fall due on the way run in order, once.'}
      </p>
    </Panel>
  );
}

function ThemePanel() {
  const [theme, choose] = useThemeName();
  return (
    <Panel title="Appearance">
      <RadioGroup
        aria-label="Theme"
        value={theme}
        onChange={(_event, { value }) => {
          const chosen = themeWords.find(({ name }) => name === value);
          if (chosen !== undefined) choose(chosen.name);
        }}
      >
        {themeWords.map(({ name, word }) => (
          <Radio key={name} value={name} label={word} />
        ))}
      </RadioGroup>
      <p className="muted caption">Remembered on this machine, in this window's storage.</p>
    </Panel>
  );
}
