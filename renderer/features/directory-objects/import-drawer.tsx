import { Button, Checkbox, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { TenantImportView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Shown } from './shown.tsx';

interface ImportDrawerProps {
  readonly isOpen: boolean;
  onClose(): void;
}

/** Fills the tenant: from a sample, from the CSV of Entra's *Download users*, or from a tenant file. */
export function ImportDrawer({ isOpen, onClose }: ImportDrawerProps) {
  return isOpen ? <OpenImport onClose={onClose} /> : null;
}

function OpenImport({ onClose }: { onClose(): void }) {
  const [result, setResult] = useState<TenantImportView | null>(null);
  return (
    <DrawerFrame
      title="Import users and groups"
      isOpen
      size="medium"
      onClose={onClose}
      footer={<Button onClick={onClose}>{result === null ? 'Cancel' : 'Done'}</Button>}
    >
      {result !== null && <ImportResult result={result} />}
      <SampleChoice onImported={setResult} />
      <hr className="entra-rule" />
      <FileChoice onImported={setResult} />
    </DrawerFrame>
  );
}

function ImportResult({ result }: { readonly result: TenantImportView }) {
  return (
    <Banner
      intent="success"
      title={`Imported ${counted(result.importedUserCount, 'user')} and ${counted(result.importedGroupCount, 'group')}`}
    >
      {result.notes.length > 0 && (
        <ul className="entra-notes">
          {result.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Banner>
  );
}

function SampleChoice({ onImported }: { onImported(result: TenantImportView): void }) {
  const api = useApi();
  const samples = useView(['tenant.samples'], [], () => api.tenant.samples({}));
  const [chosen, setChosen] = useState<string | null>(null);
  const action = useAction();
  return (
    <Shown view={samples} name="sample tenants">
      {(known) => {
        const sampleId = chosen ?? known[0]?.id ?? '';
        return (
          <>
            <Field label="Sample tenant" hint="Replaces every user and group of the tenant.">
              <RadioGroup value={sampleId} onChange={(_event, { value }) => setChosen(value)}>
                {known.map(({ id, name, userCount, groupCount }) => (
                  <Radio key={id} value={id} label={`${name} (${counted(userCount, 'user')}, ${counted(groupCount, 'group')})`} />
                ))}
              </RadioGroup>
            </Field>
            <div>
              <Button
                appearance="primary"
                disabled={action.isBusy || sampleId === ''}
                onClick={() => action.run(async () => onImported(await api.tenant.loadSample({ sampleId })))}
              >
                Load sample
              </Button>
            </div>
            <ProblemBanner problem={action.problem} />
          </>
        );
      }}
    </Shown>
  );
}

function FileChoice({ onImported }: { onImported(result: TenantImportView): void }) {
  const api = useApi();
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<'replace' | 'merge'>('replace');
  const [makesUpMailNickname, setMakesUpMailNickname] = useState(false);
  const action = useAction();
  const format = file !== null && /\.ya?ml$/i.test(file.name) ? 'yaml' : 'csv';

  async function importFile() {
    if (file === null) return;
    await action.run(async () =>
      onImported(await api.tenant.importFile({ format, text: await file.text(), mode, makesUpMailNickname })),
    );
  }

  return (
    <>
      <Field
        label="CSV or YAML file"
        hint="CSV as “Download users” in Microsoft Entra ID writes it, or a tenant file of this program."
      >
        {(field) => (
          <input
            {...field}
            type="file"
            accept=".csv,.yaml,.yml"
            className="entra-file"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        )}
      </Field>
      {format === 'csv' && (
        <Checkbox
          checked={makesUpMailNickname}
          onChange={(_event, { checked }) => setMakesUpMailNickname(checked === true)}
          label={
            <span>
              Make up a mail nickname from the user principal name
              <span className="entra-choice-text caption muted">
                The download has no mailNickname, employeeId or manager. The default mapping sends mailNickname as externalId, so
                without one externalId stays empty.
              </span>
            </span>
          }
        />
      )}
      <Field label="What is in the tenant now">
        <RadioGroup value={mode} onChange={(_event, { value }) => setMode(value === 'merge' ? 'merge' : 'replace')}>
          <Radio value="replace" label="Replace it" />
          <Radio value="merge" label="Keep it and merge by user principal name" />
        </RadioGroup>
      </Field>
      <div>
        <Button disabled={file === null || action.isBusy} onClick={importFile}>
          Import file
        </Button>
      </div>
      <ProblemBanner problem={action.problem} />
    </>
  );
}
