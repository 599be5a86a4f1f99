import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ScenarioCheckView } from '#shared/api/scenario-views.ts';
import { useApi } from '../../app/api.tsx';

/** Long enough to finish a word. */
const restMs = 150;

interface ScenarioCheck {
  /** Of the text as it was a moment ago; the last one stays until the next is there. */
  readonly check: ScenarioCheckView | undefined;
  /** It is about the text as it is now. */
  readonly isCurrent: boolean;
}

/** What is wrong with a text while it is typed. */
export function useScenarioCheck(id: string, text: string): ScenarioCheck {
  const api = useApi();
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['scenario-check', id, rested],
    queryFn: () => api.scenarios.check({ id, text: rested }),
    placeholderData: keepPreviousData,
    // The files that it names may have changed meanwhile.
    gcTime: 10_000,
  });
  return { check: data, isCurrent: data !== undefined && !isPlaceholderData && rested === text };
}
