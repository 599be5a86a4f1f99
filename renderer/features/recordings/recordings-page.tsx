import { Button, Tab, TabList } from '@fluentui/react-components';
import { ArrowUpload16Regular } from '@fluentui/react-icons';
import { useRef } from 'react';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useTab } from '../../app/hash-location.ts';
import { say } from '../../app/messages.ts';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { CycleList } from './cycle-list.tsx';
import { RecordingList } from './recording-list.tsx';

/** What was sent, run by run: of scenarios, and of the live jobs. */
export function RecordingsPage() {
  const [tab, setTab] = useTab(['runs', 'cycles']);
  const action = useAction();
  return (
    <Page
      world="neutral"
      path={[{ label: say('nav.bench') }]}
      title={say('nav.recordings')}
      subtitle={say('recordings.lead')}
      commands={<ImportCommand action={action} />}
      tabs={
        <TabList selectedValue={tab} onTabSelect={(_event, { value }) => setTab(value === 'cycles' ? 'cycles' : 'runs')}>
          <Tab value="runs">{say('recordings.tab.runs')}</Tab>
          <Tab value="cycles">{say('recordings.tab.cycles')}</Tab>
        </TabList>
      }
      flush
    >
      <ProblemBanner problem={action.problem} />
      {tab === 'runs' ? <RecordingList action={action} /> : <CycleList action={action} />}
    </Page>
  );
}

/** A trace file from elsewhere, opened at once. */
function ImportCommand({ action }: { readonly action: ReturnType<typeof useAction> }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const field = useRef<HTMLInputElement>(null);
  async function importFile(file: File) {
    await action.run(async () => {
      const { id } = await api.recordings.import({ name: file.name, text: await file.text() });
      navigate(`/recordings/${id}`);
    });
  }
  return (
    <>
      <Button
        appearance="subtle"
        size="small"
        icon={<ArrowUpload16Regular />}
        title={say('recordings.import.why')}
        disabled={action.isBusy}
        onClick={() => field.current?.click()}
      >
        {say('recordings.import')}
      </Button>
      <input
        ref={field}
        type="file"
        accept=".jsonl"
        hidden
        aria-label={say('recordings.import')}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file may be chosen again.
          currentTarget.value = '';
          if (file !== undefined) void importFile(file);
        }}
      />
    </>
  );
}
