import type { MappingPreviewView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { useApi } from '../../app/api.tsx';
import { useView, type View } from '../../app/live.tsx';

interface Previewed {
  readonly appId: string;
  readonly mapping: ObjectMapping;
  /** Null: nobody is chosen, and nothing is asked. */
  readonly objectId: string | null;
}

/** What an unsaved mapping gives for one object. Nothing is sent to the target. */
export function useMappingPreview({ appId, mapping, objectId }: Previewed): View<MappingPreviewView | null> {
  const api = useApi();
  return useView(['mappings.preview', appId, objectId ?? 'nobody', { mapping }], ['tenant', 'apps', 'job'], () =>
    objectId === null ? Promise.resolve(null) : api.mappings.preview({ appId, mapping, objectId }),
  );
}
