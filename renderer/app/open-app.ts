import { useEffect, useState } from 'react';
import { useRoute } from 'wouter';
import type { ApplicationView } from '#shared/api/views.ts';
import { useApi } from './api.tsx';
import { useView } from './live.tsx';

/** All applications of the workspace; one read shared by everything in the frame. */
export function useApps(): readonly ApplicationView[] | undefined {
  const api = useApi();
  return useView(['apps'], ['apps', 'job', 'clock'], () => api.apps.list({})).data;
}

/** The application of this route, else the one that was open last, else the first. */
export function useOpenApp(): ApplicationView | undefined {
  const apps = useApps();
  const [isInApp, params] = useRoute('/entra/apps/:app/*?');
  const routeId = isInApp ? params.app : undefined;
  const [lastId, setLastId] = useState<string>();
  useEffect(() => {
    if (routeId !== undefined && routeId !== 'new') setLastId(routeId);
  }, [routeId]);
  return apps?.find(({ id }) => id === routeId) ?? apps?.find(({ id }) => id === lastId) ?? apps?.[0];
}
