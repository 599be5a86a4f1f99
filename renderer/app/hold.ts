import type { HoldView } from '#shared/api/job-views.ts';
import { useApi } from './api.tsx';
import { useView, type View } from './live.tsx';

/** Whether the requests of an application's cycles wait for somebody, and the one that waits. Null without an application. */
export function useHold(appId: string | undefined): View<HoldView | null> {
  const api = useApi();
  return useView(holdKey(appId), ['job'], async () => (appId === undefined ? null : await api.stepping.read({ appId })));
}

export function holdKey(appId: string | undefined): readonly string[] {
  return ['stepping', appId ?? 'none'];
}
