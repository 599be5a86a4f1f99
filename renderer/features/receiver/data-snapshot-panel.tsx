import { Button, Input } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { SnapshotView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { sizeText } from '../recordings/recording-text.ts';
import type { SnapshotQuestion } from './data-dialogs.tsx';
import { type DirectoryChanges, heldTexts } from './data-work-words.ts';

interface DataSnapshotPanelProps {
  readonly directoryId: string;
  readonly changes: DirectoryChanges;
  /** Newest first; undefined: not read yet. */
  readonly snapshots: readonly SnapshotView[] | undefined;
  onAsk(question: SnapshotQuestion): void;
}

/** What the directory held at other times. */
export function DataSnapshotPanel({ directoryId, changes, snapshots, onAsk }: DataSnapshotPanelProps) {
  const api = useApi();
  const [name, setName] = useState('');
  async function take(event: FormEvent) {
    event.preventDefault();
    if (await changes.make(() => api.receiver.takeSnapshot({ directoryId, name }))) setName('');
  }
  return (
    <Panel title={say('data.snapshots')}>
      <form className="row" onSubmit={(event) => void take(event)}>
        <Input
          className="grow"
          value={name}
          onChange={(_event, { value }) => setName(value)}
          aria-label={say('data.snapshots.name')}
          placeholder={say('data.snapshots.example')}
          maxLength={200}
        />
        <Button type="submit" disabled={changes.isBusy || name.trim() === ''}>
          {say('data.snapshots.take')}
        </Button>
      </form>
      {snapshots !== undefined && snapshots.length === 0 && (
        <Empty title={say('data.snapshots.empty')}>{say('data.snapshots.empty.text')}</Empty>
      )}
      <ul className="data-snapshots" aria-label={say('data.snapshots')} aria-busy={snapshots === undefined}>
        {snapshots?.map((snapshot) => (
          <Snapshot key={snapshot.id} snapshot={snapshot} isBusy={changes.isBusy} onAsk={onAsk} />
        ))}
      </ul>
      {snapshots?.some(({ cause }) => cause !== 'asked') === true && (
        <p className="caption muted">{say('data.snapshots.kept')}</p>
      )}
    </Panel>
  );
}

interface SnapshotProps {
  readonly snapshot: SnapshotView;
  readonly isBusy: boolean;
  onAsk(question: SnapshotQuestion): void;
}

function Snapshot({ snapshot, isBusy, onAsk }: SnapshotProps) {
  const { name, cause, createdAt, byteCount } = snapshot;
  return (
    <li>
      <div className="data-snapshot">
        <div className="strong ellipsis" title={name}>
          {name}
        </div>
        <div className="caption muted">
          <Moment at={createdAt} />
          {cause !== 'asked' && ` · ${say(`data.snapshots.${cause}`)}`}
        </div>
        <div className="caption muted">{say('data.snapshots.of', { ...heldTexts(snapshot), size: sizeText(byteCount) })}</div>
      </div>
      <Button
        size="small"
        disabled={isBusy}
        aria-label={say('data.restore.name', { name })}
        onClick={() => onAsk({ kind: 'restore', snapshot })}
      >
        {say('data.restore')}
      </Button>
      <Button
        size="small"
        disabled={isBusy}
        aria-label={say('data.remove.name', { name })}
        onClick={() => onAsk({ kind: 'remove', snapshot })}
      >
        {say('data.remove')}
      </Button>
    </li>
  );
}
