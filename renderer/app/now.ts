import { useEffect, useState } from 'react';
import type { ClockView } from '#shared/api/workspace-views.ts';
import { useApi } from './api.tsx';
import { useView, type View } from './live.tsx';

interface ReadClock extends ClockView {
  /** What the workspace's clock is ahead of this machine's. */
  readonly offsetMs: number;
}

export function useClock(): View<ReadClock> {
  const api = useApi();
  return useView(['clock'], ['clock', 'job', 'apps'], async () => {
    const view = await api.clock.read({});
    return { ...view, offsetMs: view.now - Date.now() };
  });
}

/** The workspace's time, ticking with the seconds; undefined until the clock has been read. */
export function useNow(): number | undefined {
  const { data } = useClock();
  const [systemNow, setSystemNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setSystemNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return data === undefined ? undefined : Math.max(systemNow + data.offsetMs, data.now);
}
