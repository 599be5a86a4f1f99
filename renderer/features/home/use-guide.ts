import { useEffect, useMemo } from 'react';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { usePreference } from '../../app/preferences.ts';
import type { Problem } from '../../components/problem.ts';
import { type GuideStep, guideSteps, type Rehearsal } from './guide.ts';
import { type GuideWatch, notedSteps, parseGuideWatch } from './guide-log.ts';
import { readRehearsal } from './read-rehearsal.ts';

export interface Guide {
  /** Undefined until it was read, and while the guide is put away. */
  readonly rehearsal: Rehearsal | undefined;
  readonly steps: readonly GuideStep[];
  readonly watch: GuideWatch;
  /** Whether it is known yet whether the guide is wanted. */
  readonly isKnown: boolean;
  readonly isShown: boolean;
  readonly problem: Problem | null;
  show(): void;
  hide(): void;
}

/** The guide as this workspace and this machine know it. Wherever it is used, it notes which steps are done. */
export function useGuide(): Guide {
  const api = useApi();
  const [path] = useLocation();
  const { data: workspace } = useView(['workspace'], ['workspace'], () => api.workspace.read({}));
  const folder = workspace?.folder ?? null;
  // A word for the machine: it is put away, once and for all windows. Times and the look at both sides are of this window.
  const [away, putAway] = usePreference(`guide-away ${folder}`);
  const [compared, noteCompared] = usePreference(`guide-compared ${folder}`, 'window');
  const [kept, keepWatch] = usePreference(`guide-watch ${folder}`, 'window');
  const watch = useMemo(() => parseGuideWatch(kept), [kept]);
  const isShown = folder !== null && away === null;
  const { data: read, problem } = useView(['guide', isShown], ['receiver', 'apps', 'tenant', 'job'], async () =>
    isShown ? await readRehearsal(api) : null,
  );
  const hasCompared = compared !== null;
  const rehearsal = useMemo(() => (read == null ? undefined : { ...read, hasCompared }), [read, hasCompared]);
  const steps = useMemo(() => (rehearsal === undefined ? [] : guideSteps(rehearsal)), [rehearsal]);
  useEffect(() => {
    if (!isShown || steps.length === 0) return;
    const doneKeys = steps.flatMap(({ key, isDone }) => (isDone ? [key] : []));
    const noted = notedSteps(watch, doneKeys, Date.now());
    if (noted !== watch) keepWatch(JSON.stringify(noted));
    if (!hasCompared && path.startsWith('/compare/')) noteCompared('yes');
    // Finished, it is put away: what has been done once need not be watched any more.
    if (doneKeys.length === steps.length) putAway('done');
  });
  return {
    rehearsal,
    steps,
    watch,
    isKnown: folder !== null && (!isShown || rehearsal !== undefined),
    isShown,
    problem,
    show: () => {
      noteCompared(null);
      putAway(null);
    },
    hide: () => putAway('hidden'),
  };
}
