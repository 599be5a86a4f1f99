import type { DirectoryView, OrganizationView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView, type View } from '../../app/live.tsx';

export function useOrganizations(): View<readonly OrganizationView[]> {
  const api = useApi();
  return useView(['organizations'], ['receiver'], () => api.receiver.organizations({}));
}

export function useDirectories(): View<readonly DirectoryView[]> {
  const api = useApi();
  return useView(['directories'], ['receiver'], () => api.receiver.directories({}));
}

export function useDirectory(directoryId: string): View<DirectoryView> {
  const api = useApi();
  return useView(['directory', directoryId], ['receiver'], () => api.receiver.directory({ directoryId }));
}
