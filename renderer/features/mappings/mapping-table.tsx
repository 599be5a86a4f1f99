import { Link as RouteLink } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { bladeOf } from '../applications/application-page.tsx';

interface MappingRow {
  readonly type: 'Group' | 'User';
  readonly name: string;
  readonly isEnabled: boolean;
  readonly rowCount: number;
}

/** Entra's table Name, Enabled, groups first. */
export function MappingTable({ appId }: { readonly appId: string }) {
  const api = useApi();
  const detail = useView(['job.detail', appId], ['apps', 'job'], () => api.job.detail({ appId }));
  const rows: readonly MappingRow[] =
    detail.data === undefined
      ? []
      : (['Group', 'User'] as const).map((type) => {
          const { configuration } = detail.data ?? {};
          const mapping = type === 'Group' ? configuration?.group : configuration?.user;
          return {
            type,
            name: mapping?.name ?? type,
            isEnabled: mapping?.enabled ?? false,
            rowCount: mapping?.attributeMappings.length ?? 0,
          };
        });
  const columns: readonly Column<MappingRow>[] = [
    {
      key: 'name',
      name: 'Name',
      render: ({ type, name }) => (
        <RouteLink className="link" href={`${bladeOf(appId, 'mappings')}/${type}`}>
          {name}
        </RouteLink>
      ),
    },
    { key: 'enabled', name: 'Enabled', width: 96, render: ({ isEnabled }) => (isEnabled ? 'Yes' : 'No') },
    { key: 'rows', name: 'Rows', width: 72, numeric: true, render: ({ rowCount }) => rowCount },
  ];
  return (
    <>
      <ProblemBanner problem={detail.problem} />
      <DataTable label="Mappings" columns={columns} rows={rows} rowKey={({ type }) => type} isLoading={detail.isLoading} />
    </>
  );
}
