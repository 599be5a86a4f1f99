import { ArrowDownload16Regular, Filter16Regular, QuestionCircle16Regular, Send16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Link as RouteLink, useLocation } from 'wouter';
import type { ComparisonView } from '#shared/api/evidence-views.ts';
import type { SideRow } from '#shared/entra/side-comparison.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Foot } from '../../components/foot.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Command } from '../directory-objects/command.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { explainHref, pastHref } from '../explain/places.ts';
import { TimeSelect } from '../explain/time-select.tsx';
import { useSubjectApp } from '../explain/use-subject-app.ts';
import { SideHeads } from './side-heads.tsx';
import { SideVerdictTag, shortNameOf, sideText } from './side-words.tsx';

/** *Compare sides*: tenant object, mapped object and target resource, one attribute a row. */
export function ComparePage({ objectId }: { readonly objectId: string }) {
  const app = useSubjectApp();
  if (app.appId !== undefined) return <Compared key={`${app.appId} ${objectId}`} appId={app.appId} objectId={objectId} />;
  return (
    <Page world="neutral" path={[{ label: 'Workbench' }, { label: 'Compare sides' }]} title="Compare sides">
      {app.isUnknown && (
        <Empty title="There is no application yet">Create one under Enterprise applications: then there are sides.</Empty>
      )}
    </Page>
  );
}

function Compared({ appId, objectId }: { readonly appId: string; readonly objectId: string }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [isShort, setShort] = useState(false);
  const action = useAction();
  const sides = useView(['compare', appId, objectId], ['tenant', 'apps', 'logs', 'exchanges', 'job'], () =>
    api.compare.read({ appId, objectId }),
  );
  const view = sides.data;
  const why = explainHref(appId, objectId);
  const differing = (view?.rows ?? []).filter(isDiffering);
  return (
    <Page
      world="neutral"
      path={[
        { label: 'Workbench' },
        { label: 'Explain', href: '/explain' },
        ...(view === undefined ? [] : [{ label: view.subject.name, href: why }]),
      ]}
      title={view === undefined ? 'Compare sides' : `Compare sides of ${view.subject.name}`}
      badge={view?.answer == null ? undefined : <DifferenceTag count={differing.length} />}
      subtitle={view === undefined ? undefined : <Subtitle view={view} />}
      flush
      commands={
        <>
          <Command icon={<Filter16Regular />} onPress={() => setShort(!isShort)}>
            {isShort ? 'All attributes' : 'Only differences'}
          </Command>
          <Command
            icon={<ArrowDownload16Regular />}
            isDisabled={view?.targetId == null || action.isBusy}
            onPress={() => action.run(() => api.compare.readNow({ appId, objectId }))}
          >
            Read it now
          </Command>
          <Command icon={<Send16Regular />} onPress={() => navigate(`/entra/apps/${appId}/on-demand/${objectId}`)}>
            Provision on demand
          </Command>
          <Command icon={<QuestionCircle16Regular />} onPress={() => navigate(why)}>
            Why?
          </Command>
          <span className="muted caption">at</span>
          {/* The trace tells what a cycle wrote, not what the tenant held: that is Why? as of then. */}
          <TimeSelect
            appId={appId}
            objectId={objectId}
            changeId=""
            onPick={(changeId) => navigate(pastHref(appId, objectId, changeId))}
          />
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <Shown view={sides} name="the sides">
        {(shown) => (
          <>
            {shown.failedRead !== null && (
              <Banner intent="warning" title={shown.failedRead.sentence}>
                What is shown is what it answered before.{' '}
                <RouteLink className="link" href={`/wire/${shown.failedRead.sequence}`}>
                  Exchange {shown.failedRead.sequence}
                </RouteLink>
              </Banner>
            )}
            <SideHeads view={shown} />
            <DataTable
              label={`Sides of ${shown.subject.name}`}
              columns={columns}
              rows={isShort ? differing : shown.rows}
              rowKey={({ key }) => key}
              empty={
                <Empty title={isShort ? 'No differences' : 'There is nothing to compare'}>
                  {isShort ? 'What can be compared is equal.' : 'The object is gone from the tenant.'}
                </Empty>
              }
            />
            <Foot>
              <FootText view={shown} differenceCount={differing.length} />
            </Foot>
          </>
        )}
      </Shown>
    </Page>
  );
}

function isDiffering({ verdict }: SideRow): boolean {
  return verdict === 'differs' || verdict === 'missing';
}

function DifferenceTag({ count }: { readonly count: number }) {
  return (
    <StatusTag role={count === 0 ? 'success' : 'failed'}>
      {count === 0 ? 'No differences' : counted(count, 'difference')}
    </StatusTag>
  );
}

function Subtitle({ view }: { readonly view: ComparisonView }) {
  if (view.answer === null) return <>in {view.appName}: the target has not answered it yet</>;
  return (
    <>
      in {view.appName}, as answered at <Moment at={view.answer.at} />
    </>
  );
}

function FootText({ view, differenceCount }: { readonly view: ComparisonView; readonly differenceCount: number }) {
  const { answer, refusedWrite } = view;
  if (view.targetId === null) return <span>Not linked to a resource of the target. Provision on demand looks for it.</span>;
  if (answer !== null && answer.silentCount > 0) {
    return (
      <span>
        {answer.silentCount === 1 ? 'A later write was' : `${answer.silentCount} later writes were`} accepted without showing the
        result, so that the target holds more than is shown. <em>Read it now</em> asks for it.
      </span>
    );
  }
  if (refusedWrite !== null && differenceCount > 0) {
    return (
      <span>
        The last write was {refusedWrite.status === null ? 'not answered' : `refused with ${refusedWrite.status}`}:{' '}
        <RouteLink className="link" href={`/wire/${refusedWrite.sequence}`}>
          exchange {refusedWrite.sequence}
        </RouteLink>
        .
      </span>
    );
  }
  return (
    <span>
      {counted(view.rows.length, 'attribute')} compared. Values that are gone in Entra ID are not cleared in the target.
    </span>
  );
}

const columns: readonly Column<SideRow>[] = [
  {
    key: 'source',
    name: 'Attribute',
    width: 'minmax(120px, 1fr)',
    render: ({ source, expression }) => (
      <span className="mono muted" title={expression ?? source}>
        {source}
      </span>
    ),
  },
  { key: 'sourceValue', name: 'Value', width: 'minmax(110px, 1.1fr)', render: sourceText },
  {
    key: 'target',
    name: 'Becomes',
    width: 'minmax(120px, 1.1fr)',
    render: ({ targetAttributeName: name }) =>
      name === '' ? (
        <span className="muted">no target</span>
      ) : (
        <span className="mono muted" title={name}>
          {shortNameOf(name)}
        </span>
      ),
  },
  {
    key: 'mapped',
    name: 'Value',
    width: 'minmax(120px, 1.1fr)',
    render: ({ mappedValue, verdict, source }) =>
      verdict === 'not-mapped' || (verdict === 'only-here' && source === '') ? null : mappedValue === null ? (
        <span className="muted">not sent</span>
      ) : (
        <span className="mono">{sideText(mappedValue, 'json')}</span>
      ),
  },
  {
    key: 'stored',
    name: 'Stored',
    width: 'minmax(120px, 1.1fr)',
    render: ({ storedValue, verdict }) =>
      verdict === 'not-mapped' ? null : verdict === 'unknown' && storedValue === null ? (
        <span className="muted">not known</span>
      ) : (
        <span className="mono compare-stored">{sideText(storedValue, 'json')}</span>
      ),
  },
  {
    key: 'verdict',
    name: 'Outcome',
    width: 'minmax(128px, 0.8fr)',
    render: ({ verdict, notes }) => (
      <span title={notes.length === 0 ? undefined : notes.join('\n')}>
        <SideVerdictTag verdict={verdict} />
        {notes.length > 0 && <span className="muted caption"> {notes[0]}</span>}
      </span>
    ),
  },
];

function sourceText({ source, sourceValue, verdict }: SideRow) {
  if (verdict === 'only-here' && source === '') return <span className="muted">not mapped</span>;
  // Of a constant or of several attributes there is no one value.
  if (sourceValue === null && (source === '' || !/^\w+$/.test(source))) return null;
  return sideText(sourceValue);
}
