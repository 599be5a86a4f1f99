import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { ApplicationPage, bladeOf } from '../applications/application-page.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { MappingEditor } from './mapping-editor.tsx';

interface MappingPageProps {
  readonly appId: string;
  readonly type: 'User' | 'Group';
  /** Which of its drawers is open: `scope`, `preview`, `attribute-list`, `expression-builder`, `attributes/3`, `attributes/new`. */
  readonly part: string | undefined;
}

/** One object mapping, read once and then edited as a draft. */
export function MappingPage({ appId, type, part }: MappingPageProps) {
  const api = useApi();
  const view = useView(['mappings.read', appId, type], ['apps'], () => api.mappings.read({ appId, type }));
  if (view.data !== undefined) return <MappingEditor appId={appId} view={view.data} part={part} />;
  return (
    <ApplicationPage
      appId={appId}
      title="Attribute mapping"
      parent={{ label: 'Attribute mapping', href: bladeOf(appId, 'mappings') }}
    >
      <Shown view={view} name="the mapping">
        {() => null}
      </Shown>
    </ApplicationPage>
  );
}
