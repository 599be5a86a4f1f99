import { ArrowDownload16Regular, ArrowImport16Regular } from '@fluentui/react-icons';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { LineView } from '../../components/line-view.tsx';
import { ApplicationPage, bladeOf } from '../applications/application-page.tsx';
import { Command } from '../directory-objects/command.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { saveFile } from './save-file.ts';
import { SchemaImportDrawer } from './schema-import-drawer.tsx';
import { useUnsavedMappings } from './use-mapping-draft.ts';

interface SchemaPageProps {
  readonly appId: string;
  readonly isImporting: boolean;
}

/** *Review your schema here*: the whole configuration as Microsoft Graph writes it, to take away and to bring in. */
export function SchemaPage({ appId, isImporting }: SchemaPageProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const schema = useView(['schema.read', appId], ['apps'], () => api.schema.read({ appId }));
  const unsaved = useUnsavedMappings(appId);
  const address = `${bladeOf(appId, 'mappings')}/schema`;
  const file = schema.data;
  return (
    <ApplicationPage
      appId={appId}
      title="Review your schema"
      parent={{ label: 'Attribute mapping', href: bladeOf(appId, 'mappings') }}
      subtitle={
        unsaved.names.length === 0
          ? 'As saved, in the format of Microsoft Graph’s synchronizationSchema'
          : 'As saved: changes that are not saved are left out'
      }
      flush
      commands={
        <>
          <Command
            icon={<ArrowDownload16Regular />}
            isDisabled={file === undefined}
            onPress={() => {
              if (file !== undefined) saveFile({ ...file, type: 'application/json' });
            }}
          >
            Download
          </Command>
          <Command icon={<ArrowImport16Regular />} onPress={() => navigate(`${address}/import`)}>
            Import
          </Command>
        </>
      }
    >
      <Shown view={schema} name="the schema">
        {({ text }) => <LineView label="the schema" json={text} />}
      </Shown>
      {isImporting && <SchemaImportDrawer appId={appId} onClose={() => navigate(address)} />}
    </ApplicationPage>
  );
}
