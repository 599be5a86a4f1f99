import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { SchemaComparisonView } from '#shared/api/mapping-views.ts';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { SchemaComparison } from './schema-comparison.tsx';
import { type SchemaFormat, SchemaSource } from './schema-source.tsx';
import { useUnsavedMappings } from './use-mapping-draft.ts';

interface SchemaImportDrawerProps {
  readonly appId: string;
  onClose(): void;
}

/** A text that was compared, and what came of it. */
interface Compared {
  readonly format: SchemaFormat;
  readonly text: string;
  readonly comparison: SchemaComparisonView;
  readonly isImported: boolean;
}

/** Brings in a schema, or a table of mappings: compared first, imported only then. */
export function SchemaImportDrawer({ appId, onClose }: SchemaImportDrawerProps) {
  const api = useApi();
  const unsaved = useUnsavedMappings(appId);
  const action = useAction();
  const [format, setFormat] = useState<SchemaFormat>('graph');
  const [text, setText] = useState('');
  const [compared, setCompared] = useState<Compared | null>(null);
  const isCurrent = compared !== null && compared.text === text && compared.format === format;
  const mayImport = isCurrent && compared.comparison.isAccepted && !compared.isImported;

  const compare = () =>
    action.run(async () => {
      const comparison = await api.schema.compare({ appId, format, text });
      setCompared({ format, text, comparison, isImported: false });
    });
  const importIt = () =>
    action.run(async () => {
      const comparison = await api.schema.import({ appId, format, text });
      setCompared({ format, text, comparison, isImported: comparison.isAccepted });
      if (comparison.isAccepted) unsaved.discard();
    });

  return (
    <DrawerFrame
      title="Import a schema"
      isOpen
      size="wide"
      isChanged={text !== '' && compared?.isImported !== true}
      onClose={onClose}
      footer={
        <>
          <Button
            appearance={mayImport ? 'secondary' : 'primary'}
            disabledFocusable={text.trim() === '' || action.isBusy}
            onClick={() => void compare()}
          >
            Compare
          </Button>
          <Button
            appearance={mayImport ? 'primary' : 'secondary'}
            disabledFocusable={!mayImport || action.isBusy}
            onClick={() => void importIt()}
          >
            Import
          </Button>
          <Button onClick={onClose}>{compared?.isImported === true ? 'Close' : 'Cancel'}</Button>
          <span className="entra-consequence muted caption">
            Importing replaces mappings, scoping filters and attribute lists, and restarts with an initial cycle
          </span>
        </>
      }
    >
      <SchemaSource format={format} text={text} onFormat={setFormat} onText={setText} />
      {unsaved.names.length > 0 && (
        <Banner intent="warning" title={`${unsaved.names.join(' and ')}: changes there are not saved`}>
          Importing discards them. The comparison is with what is saved.
        </Banner>
      )}
      <ProblemBanner problem={action.problem} />
      {compared !== null &&
        (isCurrent ? <Outcome compared={compared} /> : <p className="muted entra-text">The text was changed: compare again.</p>)}
    </DrawerFrame>
  );
}

function Outcome({ compared }: { readonly compared: Compared }) {
  const { comparison, isImported } = compared;
  const { isAccepted, differences } = comparison;
  return (
    <>
      {isImported && (
        <Banner intent="success" title="Imported">
          The next cycle is an initial one: everybody in scope is evaluated again.
        </Banner>
      )}
      {!isImported && isAccepted && (
        <Banner
          intent="info"
          title={differences.length === 0 ? 'Nothing would change' : `${counted(differences.length, 'thing')} would change`}
        />
      )}
      {!isAccepted && (
        <Banner intent="error" title="This cannot be imported">
          Nothing was changed. What is wrong is listed below.
        </Banner>
      )}
      <SchemaComparison comparison={comparison} />
    </>
  );
}
