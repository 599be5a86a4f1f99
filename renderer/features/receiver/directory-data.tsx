import { useState } from 'react';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { DataContentsPanel } from './data-contents-panel.tsx';
import { DataResetDialog, DataSnapshotDialog, type SnapshotQuestion } from './data-dialogs.tsx';
import { DataSeedPanel } from './data-seed-panel.tsx';
import { DataSnapshotPanel } from './data-snapshot-panel.tsx';
import { type DirectoryChanges, isGoing } from './data-work-words.ts';

/** What a directory holds as a whole: filled, set aside, brought back, emptied, taken out. One change at a time, seen in every window. */
export function DirectoryData({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const directoryId = directory.id;
  const work = useView(['directoryWork', directoryId], ['receiver'], () => api.receiver.directoryWork({ directoryId }));
  const snapshots = useView(['snapshots', directoryId], ['receiver'], () => api.receiver.snapshots({ directoryId }));
  const { run, isBusy, problem } = useAction();
  const [isResetting, setIsResetting] = useState(false);
  const [question, setQuestion] = useState<SnapshotQuestion | null>(null);
  const changes: DirectoryChanges = {
    work: work.data ?? null,
    isBusy: isBusy || isGoing(work.data ?? null),
    make: (change) => run(change),
  };
  // How a stopped change ended is told by the change itself.
  const shown = work.data?.state === 'stopped' ? null : problem;
  return (
    <div className="directory-panels grow-list">
      <ProblemBanner problem={shown ?? work.problem ?? snapshots.problem} />
      <div className="columns">
        <div className="panel-stack">
          <DataContentsPanel
            directory={directory}
            changes={changes}
            snapshots={snapshots.data ?? []}
            onReset={() => setIsResetting(true)}
          />
          <DataSeedPanel directoryId={directoryId} changes={changes} />
        </div>
        <DataSnapshotPanel directoryId={directoryId} changes={changes} snapshots={snapshots.data} onAsk={setQuestion} />
      </div>
      {isResetting && <DataResetDialog directory={directory} changes={changes} onClose={() => setIsResetting(false)} />}
      {question !== null && (
        <DataSnapshotDialog directory={directory} changes={changes} question={question} onClose={() => setQuestion(null)} />
      )}
    </div>
  );
}
