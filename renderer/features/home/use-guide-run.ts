import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../../app/api.tsx';
import type { ApiClient } from '../../app/client.ts';
import { type Problem, problemOf } from '../../components/problem.ts';
import { useTokensOnce } from '../receiver/tokens-once.tsx';
import { guideSteps } from './guide.ts';
import { runGuide } from './guide-run.ts';
import { doGuideStep, type WorkKey } from './guide-work.ts';
import { readRehearsal } from './read-rehearsal.ts';

export interface GuideWorker {
  /** The step that is being done; with `isAll`, also the one that comes after a pause. */
  readonly busyKey: WorkKey | null;
  readonly isAll: boolean;
  readonly failure: { readonly key: WorkKey; readonly problem: Problem } | null;
  doStep(key: WorkKey): void;
  doAll(): void;
  stop(): void;
}

const pauseMs = 900;

/** Does the guide's steps for a person: one, or all of them with pauses in which one can see what happened. Leaving Home stops it. */
export function useGuideRun(pause: () => Promise<void> = systemPause): GuideWorker {
  const api = useApi();
  const { tokens, remember } = useTokensOnce();
  const [busyKey, setBusyKey] = useState<WorkKey | null>(null);
  const [isAll, setIsAll] = useState(false);
  const [failure, setFailure] = useState<GuideWorker['failure']>(null);
  const running = useRef<AbortController | null>(null);
  // A run outlives renders, and a token made by its first step is needed by its second.
  const known = useRef(tokens);
  known.current = tokens;
  useEffect(() => () => running.current?.abort(), []);

  const perform = useCallback(
    async (key: WorkKey): Promise<boolean> => {
      setBusyKey(key);
      try {
        const problem = await doGuideStep(key, { api, rehearsal: await readRehearsal(api), tokens: known.current, remember });
        if (problem !== null) setFailure({ key, problem });
        return problem === null;
      } catch (error) {
        setFailure({ key, problem: problemOf(error) });
        return false;
      }
    },
    [api, remember],
  );
  const start = useCallback(async (work: (signal: AbortSignal) => Promise<unknown>) => {
    if (running.current !== null) return;
    const own = new AbortController();
    running.current = own;
    setFailure(null);
    await work(own.signal);
    running.current = null;
    setBusyKey(null);
    setIsAll(false);
  }, []);
  const doAll = () => {
    setIsAll(true);
    void start((signal) =>
      runGuide({
        next: async () => {
          const key = await nextKey(api);
          setBusyKey(key);
          return key;
        },
        perform,
        pause,
        signal,
      }),
    );
  };
  return {
    busyKey,
    isAll,
    failure,
    doStep: (key) => void start(() => perform(key)),
    doAll,
    stop: () => running.current?.abort(),
  };
}

function systemPause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}

/** Asked anew before each step: what one step made, the next one works with. */
async function nextKey(api: ApiClient): Promise<WorkKey | null> {
  const next = guideSteps({ ...(await readRehearsal(api)), hasCompared: false }).find(({ isDone }) => !isDone)?.key;
  return next === undefined || next === 'sides' ? null : next;
}
