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
  const queries = useQueryClient();
  const { sourceObjectName } = saved;
  const { data: draft } = useQuery<ObjectMapping | null>({
    queryKey: ['mapping-draft', appId, sourceObjectName],
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const put = useCallback(
    (mapping: ObjectMapping | null) => queries.setQueryData(['mapping-draft', appId, sourceObjectName], mapping),
    [queries, appId, sourceObjectName],
  );
  return { mapping: draft ?? saved, change: put, discard: useCallback(() => put(null), [put]) };
}
