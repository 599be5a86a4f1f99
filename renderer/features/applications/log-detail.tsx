import { Avatar, Button, Tab, TabList } from '@fluentui/react-components';
import { Link as RouteLink, useLocation } from 'wouter';
import type { LogEntryDetailView, LogEntryView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { useTab } from '../../app/hash-location.ts';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { CodeView } from '../../components/code-view.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Moment } from '../../components/moment.tsx';
import { OutcomeBadge } from '../../components/outcome.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { bladeOf } from './application-page.tsx';
import { CopyJson } from './graph-drawer.tsx';
import { notesOf } from './log-notes.ts';
import { LogSteps } from './log-steps.tsx';
import { LogSummary, ModifiedProperties, Troubleshooting } from './log-tabs.tsx';

interface LogDetailProps {
  readonly appId: string;
  readonly entryId: string;
  /** The list behind it, for the way to the next and previous entry. */
  readonly entries: readonly LogEntryView[];
  /** Opens another entry; null closes. */
  onOpen(entryId: string | null): void;
}

const tabs = ['steps', 'troubleshooting', 'properties', 'summary', 'graph'] as const;

/** One provisioning log entry in the four tabs of Entra, and as Graph returns it. Not modal: the list behind it stays in use. */
export function LogDetail({ appId, entryId, entries, onOpen }: LogDetailProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const entry = useView(['logs.read', appId, entryId], ['logs'], () => api.logs.read({ appId, entryId }));
  const index = entries.findIndex(({ id }) => id === entryId);
  const previous = entries[index - 1];
  const next = index < 0 ? undefined : entries[index + 1];
  const lastExchange = entry.data?.exchangeSequences.at(-1);
  return (
    <DrawerFrame
      title="Provisioning log details"
      isOpen
      isModal={false}
      size="large"
      onClose={() => onOpen(null)}
      footer={
        <>
          <Button disabled={lastExchange === undefined} onClick={() => navigate(`/wire/${lastExchange}`)}>
            Show on the wire
          </Button>
          <Button disabled={previous === undefined} onClick={() => previous !== undefined && onOpen(previous.id)}>
            Previous entry
          </Button>
          <Button disabled={next === undefined} onClick={() => next !== undefined && onOpen(next.id)}>
            Next entry
          </Button>
          {index >= 0 && <span className="entra-consequence muted caption numeric">Entry {index + 1}</span>}
        </>
      }
    >
      <Shown view={entry} name="the entry">
        {(detail) => <LogEntry appId={appId} entry={detail} />}
      </Shown>
    </DrawerFrame>
  );
}

function LogEntry({ appId, entry }: { readonly appId: string; readonly entry: LogEntryDetailView }) {
  const [tab, setTab] = useTab<(typeof tabs)[number]>(tabs);
  return (
    <>
      <div className="entra-entry-head">
        <Avatar name={entry.identity.displayName} color="colorful" aria-hidden="true" />
        <div className="grow">
          <RouteLink
            className="link strong"
            href={`/entra/${entry.identity.type === 'User' ? 'users' : 'groups'}/${entry.identity.id}`}
          >
            {entry.identity.displayName}
          </RouteLink>
          <div className="muted caption">
            {entry.identity.type} · <Moment at={entry.at} />
          </div>
        </div>
        <OutcomeBadge action={entry.action} status={entry.status} />
      </div>
      <p className="entra-reason">{entry.sentence}</p>
      <Notes appId={appId} entry={entry} />
      <TabList
        size="small"
        selectedValue={tab}
        onTabSelect={(_event, { value }) => setTab(tabs.find((known) => known === value) ?? 'steps')}
      >
        <Tab value="steps">Steps</Tab>
        <Tab value="troubleshooting">{'Troubleshooting & Recommendations'}</Tab>
        <Tab value="properties">Modified Properties</Tab>
        <Tab value="summary">Summary</Tab>
        <Tab value="graph">Graph JSON</Tab>
      </TabList>
      {tab === 'steps' && <LogSteps entry={entry} />}
      {tab === 'troubleshooting' && <Troubleshooting appId={appId} entry={entry} />}
      {tab === 'properties' && <ModifiedProperties entry={entry} />}
      {tab === 'summary' && <LogSummary appId={appId} entry={entry} />}
      {tab === 'graph' && <LogAsGraph appId={appId} entryId={entry.id} />}
    </>
  );
}

/** View as Graph JSON: what a program reads that asks Graph for this entry. */
function LogAsGraph({ appId, entryId }: { readonly appId: string; readonly entryId: string }) {
  const api = useApi();
  const graph = useView(['logs.graph', appId, entryId], ['logs'], () => api.logs.graph({ appId, entryId }));
  return (
    <Shown view={graph} name="the entry as Graph returns it">
      {(summary) => {
        const text = JSON.stringify(summary, null, 2);
        return (
          <>
            <div className="row">
              <span className="grow muted">
                Graph’s <span className="mono">provisioningObjectSummary</span>
              </span>
              <CopyJson text={text} />
            </div>
            <CodeView label="provisioningObjectSummary as JSON" text={text} />
          </>
        );
      }}
    </Shown>
  );
}

/** Whose manager or mail the notes speak of is read from the tenant as it is now; a user who is gone gets no such note. */
function Notes({ appId, entry }: { readonly appId: string; readonly entry: LogEntryDetailView }) {
  const api = useApi();
  const { id, type } = entry.identity;
  const user = useView(['tenant.user', id, type], ['tenant'], () =>
    type === 'User' ? api.tenant.user({ objectId: id }) : Promise.resolve(null),
  );
  const notes = notesOf(entry, user.data ?? null);
  return notes.map(({ key, title, text, blade }) => (
    <Banner key={key} intent="info" title={title}>
      {text}{' '}
      {blade !== null && (
        <RouteLink className="link" href={bladeOf(appId, blade)}>
          Attribute mapping
        </RouteLink>
      )}
    </Banner>
  ));
}
