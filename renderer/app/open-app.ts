import { useEffect } from 'react';
import { useRoute } from 'wouter';
import type { ApplicationView } from '#shared/api/application-views.ts';
import { useApi } from './api.tsx';
import { useView } from './live.tsx';

/** All applications of the workspace; one read shared by everything in the frame. */
export function useApps(): readonly ApplicationView[] | undefined {
  const api = useApi();
  return useView(['apps'], ['apps', 'job', 'clock'], () => api.apps.list({})).data;
}

/** Of this window, so that two windows may each stand in an application of their own. */
const storageKey = 'open-application';

/** The application of this route, else the one that was open last in this window, else the first. */
export function useOpenApp(): ApplicationView | undefined {
  const apps = useApps();
  const [isInApp, params] = useRoute('/entra/apps/:app/*?');
  const routeId = isInApp ? params.app : undefined;
  useEffect(() => {
    if (routeId !== undefined && routeId !== 'new') sessionStorage.setItem(storageKey, routeId);
  }, [routeId]);
  return apps?.find(({ id }) => id === routeId) ?? apps?.find(({ id }) => id === sessionStorage.getItem(storageKey)) ?? apps?.[0];
}
