import { Button, Checkbox, Field, Input, Radio, RadioGroup, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { TenantImportView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { parseGeneration } from './generation-draft.ts';

interface GenerateDrawerProps {
  readonly isOpen: boolean;
  onClose(): void;
}

/** Invents any number of people and their groups. */
export function GenerateDrawer({ isOpen, onClose }: GenerateDrawerProps) {
  return isOpen ? <OpenGenerate onClose={onClose} /> : null;
}

function OpenGenerate({ onClose }: { onClose(): void }) {
  const api = useApi();
  const [draft, setDraft] = useState({ userCount: '1000', seed: newSeed(), guestPercent: '3', withoutMailPercent: '4' });
  const [hasGroups, setHasGroups] = useState(true);
  const [mode, setMode] = useState<'merge' | 'replace'>('merge');
  const [result, setResult] = useState<TenantImportView | null>(null);
  const action = useAction();
  const parsed = parseGeneration(draft);
  const { problems } = parsed;

  async function generate() {
    if (parsed.value === null) return;
    const input = { ...parsed.value, hasGroups, mode };
    await action.run(async () => setResult(await api.tenant.generate(input)));
  }
  const field = (name: keyof typeof draft, label: string, hint: string) => (
    <Field
      label={label}
      hint={problems[name] === undefined ? hint : null}
      validationState={problems[name] === undefined ? 'none' : 'error'}
      validationMessage={problems[name] ?? null}
    >
      <Input
        value={draft[name]}
        inputMode={name === 'seed' ? 'text' : 'numeric'}
        disabled={action.isBusy}
        onChange={(_event, { value }) => setDraft({ ...draft, [name]: value })}
      />
    </Field>
  );
  return (
    <DrawerFrame
      title="Generate users and groups"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button
            appearance="primary"
            disabled={parsed.value === null || action.isBusy}
            icon={action.isBusy ? <Spinner size="extra-tiny" /> : null}
            onClick={() => void generate()}
          >
            {action.isBusy ? 'Generating…' : 'Generate'}
          </Button>
          <Button onClick={onClose}>{result === null ? 'Cancel' : 'Done'}</Button>
          <span className="entra-consequence muted caption">Only in the simulated tenant</span>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      {result !== null && (
        <Banner
          intent="success"
          title={`${counted(result.importedUserCount, 'user')} and ${counted(result.importedGroupCount, 'group')} generated`}
        >
          {result.notes.join(' ')}
        </Banner>
      )}
      {field('userCount', 'How many users', '1 to 100,000. The largest takes some seconds.')}
      {field('seed', 'Seed', 'The same seed gives the same people.')}
      {field('guestPercent', 'Guests, percent', 'Invited from elsewhere: their user principal name has #EXT# in it.')}
      {field('withoutMailPercent', 'Without mail, percent', 'Under the default mapping they arrive without an e-mail.')}
      <Checkbox
        label="Groups for departments and teams, and one that holds groups"
        checked={hasGroups}
        disabled={action.isBusy}
        onChange={(_event, { checked }) => setHasGroups(checked === true)}
      />
      <Field label="Who is in the tenant now">
        <RadioGroup
          value={mode}
          disabled={action.isBusy}
          onChange={(_event, { value }) => setMode(value === 'replace' ? 'replace' : 'merge')}
        >
          <Radio value="merge" label="Stays: the new ones are added" />
          <Radio value="replace" label="Is removed first, with all assignments" />
        </RadioGroup>
      </Field>
    </DrawerFrame>
  );
}

/** A short number that is easy to write down. */
function newSeed(): string {
  return String((crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % 10_000);
}
