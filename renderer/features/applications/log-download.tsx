import { Button, Radio, RadioGroup } from '@fluentui/react-components';
import { ArrowDownload16Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Command } from '../directory-objects/command.tsx';

interface LogDownloadProps {
  readonly appId: string;
  readonly isDisabled: boolean;
}

/** Entra's *Download* of the provisioning logs: one JSON array, or three CSV files joined on the change id. */
export function LogDownload({ appId, isDisabled }: LogDownloadProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Command icon={<ArrowDownload16Regular />} isDisabled={isDisabled} onPress={() => setIsOpen(true)}>
        Download
      </Command>
      {isOpen && <DownloadDialog appId={appId} onClose={() => setIsOpen(false)} />}
    </>
  );
}

type Format = 'json' | 'csv';

const formats: readonly { readonly format: Format; readonly label: string; readonly sentence: string }[] = [
  { format: 'json', label: 'JSON', sentence: 'One array in the shape of Graph’s provisioningObjectSummary.' },
  { format: 'csv', label: 'CSV', sentence: 'Three files: entries, their steps, their modified properties.' },
];

interface WrittenFile {
  readonly name: string;
  readonly url: string;
}

function DownloadDialog({ appId, onClose }: { readonly appId: string; onClose(): void }) {
  const api = useApi();
  const [format, setFormat] = useState<Format>('json');
  const [files, setFiles] = useState<readonly WrittenFile[]>([]);
  const action = useAction();
  useEffect(() => {
    return () => {
      for (const { url } of files) URL.revokeObjectURL(url);
    };
  }, [files]);

  async function download() {
    await action.run(async () => {
      const texts = await api.logs.export({ appId, format });
      const written = texts.map(({ name, text }) => ({
        name,
        url: URL.createObjectURL(new Blob([text], { type: types[format] })),
      }));
      setFiles(written);
      for (const file of written) save(file);
    });
  }

  return (
    <DialogFrame
      title="Download provisioning logs"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{files.length === 0 ? 'Cancel' : 'Close'}</Button>
          <Button appearance="primary" disabled={action.isBusy} onClick={() => void download()}>
            Download
          </Button>
        </>
      }
    >
      <RadioGroup
        aria-label="Format"
        value={format}
        onChange={(_event, { value }) => {
          setFormat(value === 'csv' ? 'csv' : 'json');
          setFiles([]);
        }}
      >
        {formats.map(({ format: value, label, sentence }) => (
          <Radio
            key={value}
            value={value}
            label={
              <>
                {label}
                <span className="entra-choice-text caption muted">{sentence}</span>
              </>
            }
          />
        ))}
      </RadioGroup>
      <p className="muted entra-text">All entries of this application, times in UTC, whatever the list is filtered by.</p>
      {files.length > 0 && (
        <Banner intent="success" title={files.length === 1 ? 'The file was handed over' : 'The files were handed over'}>
          If one was held back, take it here:{' '}
          {files.map(({ name, url }) => (
            <span key={name} className="download-link">
              <a className="link" href={url} download={name}>
                {name}
              </a>
            </span>
          ))}
        </Banner>
      )}
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}

const types: Record<Format, string> = { json: 'application/json', csv: 'text/csv' };

function save({ name, url }: WrittenFile): void {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
}
