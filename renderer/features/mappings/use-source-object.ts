import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';

interface SourceObject {
  readonly objectId: string;
  readonly displayName: string;
}

interface ChosenObject {
  /** Null while nobody is known: the tenant is empty, or not read yet. */
  readonly object: SourceObject | null;
  choose(object: SourceObject): void;
}

/** Whom the values are shown for: one choice for the page and its drawers, the first of the tenant until one is made. */
export function useSourceObject(type: 'User' | 'Group'): ChosenObject {
  const api = useApi();
  const queries = useQueryClient();
  const { data: chosen } = useQuery<SourceObject | null>({
    queryKey: ['source-object', type],
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const first = useView(['source-object.first', type], ['tenant'], async () => {
    const page = { search: '', offset: 0, limit: 1 };
    const { items } = type === 'User' ? await api.tenant.users(page) : await api.tenant.groups(page);
    return (items[0] ?? null) satisfies SourceObject | null;
  });
  const chosenId = chosen?.objectId ?? null;
  const isThere = useView(['source-object.is-there', type, chosenId ?? 'nobody'], ['tenant'], async () => {
    if (chosenId === null) return false;
    const read = type === 'User' ? api.tenant.user({ objectId: chosenId }) : api.tenant.group({ objectId: chosenId });
    return await read.then(
      () => true,
      () => false,
    );
  });
  const choose = useCallback((object: SourceObject) => queries.setQueryData(['source-object', type], object), [queries, type]);
  // An empty tenant has nobody, whoever was chosen before; and one that was replaced may not have the chosen.
  if (first.data == null) return { object: null, choose };
  return { object: chosen == null || isThere.data === false ? first.data : chosen, choose };
}
