import { Button } from '@fluentui/react-components';
import { ArrowDownload16Regular, Delete16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DirectoryView, SnapshotView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { saveFile } from '../mappings/save-file.ts';
import { sizeText } from '../recordings/recording-text.ts';
import { DataWork } from './data-work.tsx';
import type { DirectoryChanges } from './data-work-words.ts';

interface DataContentsPanelProps {
  readonly directory: DirectoryView;
  readonly changes: DirectoryChanges;
  readonly snapshots: readonly SnapshotView[];
  onReset(): void;
}

/** How many there are, what is being done with all of them, and the two ways out. */
export function DataContentsPanel({ directory, changes, snapshots, onReset }: DataContentsPanelProps) {
  const { id, userCount, groupCount } = directory;
  const [exportedText, setExportedText] = useState('');
  const { run, isBusy, problem } = useAction();
  const api = useApi();
  async function exportAll() {
    await run(async () => {
      const pieces: string[] = [];
      let length = 0;
      for await (const piece of await api.receiver.exportDirectory({ directoryId: id })) {
        pieces.push(piece);
        length += piece.length;
        setExportedText(say('data.exporting', { size: sizeText(length) }));
      }
      const file = { name: `${id}.json`, text: pieces.join(''), type: 'application/json' };
      saveFile(file);
      setExportedText(say('data.exported', { file: file.name, size: sizeText(length) }));
    });
  }
  return (
    <Panel
      title={say('data.holds')}
      world="receiver"
      actions={
        <Button
          size="small"
          icon={<Delete16Regular />}
          disabled={changes.isBusy || userCount + groupCount === 0}
          onClick={onReset}
        >
          {say('data.reset')}
        </Button>
      }
    >
      <ProblemBanner problem={problem} />
      <DataWork directoryId={id} changes={changes} snapshots={snapshots} />
      <div className="row data-export">
        <Button size="small" icon={<ArrowDownload16Regular />} disabled={isBusy} onClick={() => void exportAll()}>
          {say('data.export')}
        </Button>
        <span className="caption muted" role="status">
          {exportedText || say('data.export.hint')}
        </span>
      </div>
    </Panel>
  );
}
