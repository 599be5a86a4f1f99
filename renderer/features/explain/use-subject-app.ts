import { useSearch } from 'wouter';
import { useApps, useOpenApp } from '../../app/open-app.ts';

interface SubjectApp {
  /** Undefined while applications are being read. */
  readonly appId: string | undefined;
  /** There is none at all. */
  readonly isUnknown: boolean;
}

/** The application that the address names, else the one that is open in this window. */
export function useSubjectApp(): SubjectApp {
  const wanted = new URLSearchParams(useSearch()).get('app');
  const apps = useApps();
  const open = useOpenApp();
  const isKnown = apps?.some(({ id }) => id === wanted) === true;
  return { appId: wanted !== null && isKnown ? wanted : open?.id, isUnknown: apps !== undefined && apps.length === 0 };
}
