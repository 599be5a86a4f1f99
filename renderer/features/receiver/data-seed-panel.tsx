import { Button, Field, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { sizeText } from '../recordings/recording-text.ts';
import { type DirectoryChanges, heldTexts } from './data-work-words.ts';

interface DataSeedPanelProps {
  readonly directoryId: string;
  readonly changes: DirectoryChanges;
}

type SourceKind = 'tenant' | 'sample' | 'file';

/** Fills the directory from the tenant of the workspace, from a sample, or from a file. */
export function DataSeedPanel({ directoryId, changes }: DataSeedPanelProps) {
  const api = useApi();
  const samples = useView(['tenant.samples'], [], () => api.tenant.samples({})).data ?? [];
  const [kind, setKind] = useState<SourceKind>('tenant');
  const [chosenSample, setChosenSample] = useState<string | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const sampleId = chosenSample ?? samples[0]?.id ?? '';
  const isReady = kind === 'tenant' || (kind === 'sample' ? sampleId !== '' : file !== null);
  async function seed() {
    await changes.make(async () => {
      if (kind === 'tenant') return await api.receiver.seedDirectory({ directoryId, source: { kind } });
      if (kind === 'sample') return await api.receiver.seedDirectory({ directoryId, source: { kind, sampleId } });
      if (file === null) return undefined;
      const source = { kind: fileKind(file.name), fileName: file.name, text: await file.text() };
      return await api.receiver.seedDirectory({ directoryId, source });
    });
  }
  return (
    <Panel title={say('data.seed')}>
      <p className="muted data-lead">{say('data.seed.lead')}</p>
      <Field label={say('data.seed.from')}>
        <RadioGroup value={kind} onChange={(_event, { value }) => setKind(value as SourceKind)}>
          <Radio value="tenant" label={say('data.seed.tenant')} />
          <Radio value="sample" label={say('data.seed.sample')} />
          <Radio value="file" label={say('data.seed.file')} />
        </RadioGroup>
      </Field>
      <div className="data-source">
        {kind === 'tenant' && <p className="caption muted">{say('data.seed.tenant.hint')}</p>}
        {kind === 'sample' && (
          <Field label={say('data.seed.sample.choose')}>
            <Select value={sampleId} onChange={(_event, { value }) => setChosenSample(value)}>
              {samples.map(({ id, name, ...counts }) => {
                const { users, groups } = heldTexts(counts);
                return (
                  <option key={id} value={id}>
                    {name} ({users}, {groups})
                  </option>
                );
              })}
            </Select>
          </Field>
        )}
        {kind === 'file' && <FileChoice file={file} onChoose={setFile} />}
      </div>
      <div>
        <Button appearance="primary" disabled={changes.isBusy || !isReady} onClick={() => void seed()}>
          {say('data.seed.do')}
        </Button>
      </div>
    </Panel>
  );
}

function FileChoice({ file, onChoose }: { readonly file: File | null; onChoose(file: File): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="stack">
      <div>
        <Button size="small" onClick={() => input.current?.click()}>
          {say('data.seed.file.choose')}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        accept=".json,.yaml,.yml"
        hidden
        aria-label={say('data.seed.file.choose')}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.files?.[0];
          if (chosen !== undefined) onChoose(chosen);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      <span className="caption muted" role="status">
        {file === null
          ? say('data.seed.file.none')
          : say('data.seed.file.chosen', { name: file.name, size: sizeText(file.size) })}
      </span>
    </div>
  );
}

function fileKind(name: string): 'tenant-file' | 'json' {
  return /\.ya?ml$/i.test(name) ? 'tenant-file' : 'json';
}
