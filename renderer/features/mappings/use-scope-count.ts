import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScopeCountView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { useApi } from '../../app/api.tsx';
import type { Topic } from '../../app/live.tsx';
import { type Problem, problemOf } from '../../components/problem.ts';

interface ScopeCount {
  /** The last that was heard, of filters before these while these are not counted yet. */
  readonly count: ScopeCountView | undefined;
  /** Of other filters, or not at its end. */
  readonly isCounting: boolean;
  readonly problem: Problem | null;
}

const topics: readonly Topic[] = ['tenant', 'apps'];
/** While somebody types no count is begun. */
const QUIET_MS = 350;

/** Who passes the unsaved filters, over the whole tenant. A count that nobody wants any more is ended, here and at the host. */
export function useScopeCount(appId: string, mapping: ObjectMapping, isComplete: boolean): ScopeCount {
  const api = useApi();
  const key = ['mappings.scope-count', appId, mapping.sourceObjectName, { scope: mapping.scope }];
  const [heard, setHeard] = useState<{ readonly key: string; readonly view: ScopeCountView } | null>(null);
  const query = useQuery({
    queryKey: key,
    enabled: isComplete,
    meta: { topics },
    placeholderData: keepPreviousData,
    // A tenant of 100,000 is not counted again because somebody came back to filters of before: the host remembers the last few.
    gcTime: 0,
    queryFn: async ({ signal }) => {
      await quiet(signal);
      for await (const view of await api.mappings.countScope({ appId, mapping }, { signal })) {
        setHeard({ key: JSON.stringify(key), view });
        if (view.isDone) return view;
      }
      throw new Error('The count ended before its end.');
    },
  });
  const progress = heard?.key === JSON.stringify(key) ? heard.view : undefined;
  return {
    count: query.isFetching ? (progress ?? query.data) : query.data,
    isCounting: query.isFetching,
    problem: query.error ? problemOf(query.error) : null,
  };
}

function quiet(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, QUIET_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
