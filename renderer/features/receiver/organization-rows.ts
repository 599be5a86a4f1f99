import type { DirectoryView, OrganizationView } from '#shared/api/receiver-views.ts';

export interface OrganizationRow extends OrganizationView {
  readonly directories: readonly Pick<DirectoryView, 'id' | 'name'>[];
  /** Of its directories the state that needs most of a look; null where there is none. */
  readonly state: DirectoryView['state'] | null;
}

const gravestFirst = ['invalid-credentials', 'waiting', 'linked'] as const satisfies readonly DirectoryView['state'][];

/** Organizations with what their directories say of them. */
export function organizationRows(
  organizations: readonly OrganizationView[],
  directories: readonly Pick<DirectoryView, 'id' | 'name' | 'organizationId' | 'state'>[],
): readonly OrganizationRow[] {
  return organizations.map((organization) => {
    const own = directories.filter(({ organizationId }) => organizationId === organization.id);
    return {
      ...organization,
      directories: own.map(({ id, name }) => ({ id, name })),
      state: gravestFirst.find((state) => own.some((directory) => directory.state === state)) ?? null,
    };
  });
}
