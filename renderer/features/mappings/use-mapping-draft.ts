import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';

interface MappingDraft {
  /** What the person sees: the unsaved draft, or what is saved. */
  readonly mapping: ObjectMapping;
  change(mapping: ObjectMapping): void;
  discard(): void;
}

/**
 * The unsaved changes to one object mapping. They live beside the read data rather than in the page, so that looking at a user
 * or at the wire in between loses nothing.
 */
export function useMappingDraft(appId: string, saved: ObjectMapping): MappingDraft {
  const { sourceObjectName } = saved;
  const { draft, put } = useStoredDraft(appId, sourceObjectName);
  return { mapping: draft ?? saved, change: put, discard: useCallback(() => put(null), [put]) };
}

interface UnsavedMappings {
  /** Names of the mappings that have changes nobody saved. */
  readonly names: readonly string[];
  discard(): void;
}

/** The drafts of an application, for what replaces its mappings as a whole. */
export function useUnsavedMappings(appId: string): UnsavedMappings {
  const user = useStoredDraft(appId, 'User');
  const group = useStoredDraft(appId, 'Group');
  function discard() {
    user.put(null);
    group.put(null);
  }
  return { names: [user.draft, group.draft].flatMap((draft) => (draft == null ? [] : [draft.name])), discard };
}

function useStoredDraft(appId: string, type: 'User' | 'Group') {
  const queries = useQueryClient();
  const { data: draft } = useQuery<ObjectMapping | null>({
    queryKey: ['mapping-draft', appId, type],
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const put = useCallback(
    (mapping: ObjectMapping | null) => queries.setQueryData(['mapping-draft', appId, type], mapping),
    [queries, appId, type],
  );
  return { draft, put };
}
