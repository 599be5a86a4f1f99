import { Button, ProgressBar } from '@fluentui/react-components';
import type { DirectoryWorkView, SeedView, SnapshotView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { type DirectoryChanges, endedText, goingText, isGoing, progressText, undoSnapshot } from './data-work-words.ts';

interface DataWorkProps {
  readonly directoryId: string;
  readonly changes: DirectoryChanges;
  readonly snapshots: readonly SnapshotView[];
}

/** The change that is going on, with a way to end it; or how the last one ended. Always there, so that little moves. */
export function DataWork({ directoryId, changes, snapshots }: DataWorkProps) {
  const { work } = changes;
  return (
    <section className="data-work" aria-label={say('data.work')}>
      {work === null ? (
        <p className="muted">{say('data.work.none')}</p>
      ) : isGoing(work) ? (
        <GoingWork directoryId={directoryId} work={work} />
      ) : (
        <EndedWork directoryId={directoryId} work={work} changes={changes} undo={undoSnapshot(work, snapshots)} />
      )}
    </section>
  );
}

function GoingWork({ directoryId, work }: { readonly directoryId: string; readonly work: DirectoryWorkView }) {
  const api = useApi();
  const { run, isBusy } = useAction();
  const isStopping = work.state === 'stopping';
  const { doneCount, totalCount } = work;
  return (
    <>
      <div className="row">
        <span className="strong grow ellipsis" role="status">
          {goingText(work)}
        </span>
        {work.canStop && (
          <Button
            size="small"
            disabled={isBusy || isStopping}
            onClick={() => void run(() => api.receiver.stopDirectoryWork({ directoryId }))}
          >
            {say(isStopping ? 'data.work.stopping' : 'data.work.stop')}
          </Button>
        )}
      </div>
      <ProgressBar
        aria-label={say('data.work.progress')}
        thickness="medium"
        {...(totalCount === null ? {} : { max: Math.max(totalCount, 1), value: doneCount })}
      />
      <div className="caption muted">
        {progressText(work)} · {say('data.work.meanwhile')}
      </div>
    </>
  );
}

interface EndedWorkProps {
  readonly directoryId: string;
  readonly work: DirectoryWorkView;
  readonly changes: DirectoryChanges;
  readonly undo: SnapshotView | undefined;
}

function EndedWork({ directoryId, work, changes, undo }: EndedWorkProps) {
  const api = useApi();
  const { run, isBusy } = useAction();
  const { state, seed } = work;
  return (
    <Banner
      intent={state === 'done' ? 'success' : state === 'refused' ? 'error' : 'warning'}
      title={endedText(work)}
      actions={
        <>
          {undo !== undefined && (
            <Button
              size="small"
              disabled={changes.isBusy}
              onClick={() => void changes.make(() => api.receiver.restoreSnapshot({ directoryId, snapshotId: undo.id }))}
            >
              {say('data.work.undo')}
            </Button>
          )}
          <Button
            size="small"
            disabled={isBusy}
            onClick={() => void run(() => api.receiver.dismissDirectoryWork({ directoryId }))}
          >
            {say('data.work.dismiss')}
          </Button>
        </>
      }
    >
      {state === 'stopped' && say('data.stopped.text')}
      {undo !== undefined && say('data.done.kept')}
      {state === 'refused' && seed !== null && <Refused problems={seed.problems} />}
    </Banner>
  );
}

const PROBLEMS_MAX = 100;

/** What is to be done about it stands once, where it is the same for all. */
function Refused({ problems }: { readonly problems: SeedView['problems'] }) {
  const remedies = new Set(problems.map(({ remedy }) => remedy));
  const [remedyOfAll] = remedies.size === 1 ? remedies : [];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key. */}
      <ul className="data-problems" aria-label={say('data.refused.list')} tabIndex={0}>
        {problems.map(({ place, message, remedy }) => (
          <li key={`${place} ${message}`}>
            <span className="mono">{place}</span>: {message}
            {remedyOfAll === undefined && <span className="muted"> {remedy}</span>}
          </li>
        ))}
      </ul>
      <div>
        {remedyOfAll} {problems.length >= PROBLEMS_MAX && say('data.refused.hundred')}
      </div>
    </>
  );
}
