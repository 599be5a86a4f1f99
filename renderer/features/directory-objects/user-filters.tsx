import { ToggleButton } from '@fluentui/react-components';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { FilterSelect } from '../applications/filter-select.tsx';

/** What is filtered by; `any` and null let everybody through. */
export interface UserFilter {
  readonly account: 'any' | 'enabled' | 'blocked';
  readonly department: string | null;
  readonly mail: 'any' | 'none';
  readonly target: 'any' | 'failed' | 'linked' | 'unlinked';
}

export const noFilter: UserFilter = { account: 'any', department: null, mail: 'any', target: 'any' };

interface UserFiltersProps {
  readonly filter: UserFilter;
  onChange(filter: UserFilter): void;
  /** The rows are there: only then are departments asked for, which takes a look at everybody. */
  readonly areRowsRead: boolean;
}

export function UserFilters({ filter, onChange, areRowsRead }: UserFiltersProps) {
  const api = useApi();
  const read = () => api.tenant.departments({});
  const departments = useView(['tenant.departments'], ['tenant'], read, { isWanted: areRowsRead }).data ?? [];
  return (
    <div className="user-filters">
      <FilterSelect
        label="Account"
        value={filter.account}
        options={accounts}
        onChange={(account) => onChange({ ...filter, account })}
      />
      <FilterSelect
        label="Department"
        value={filter.department ?? ''}
        options={[{ value: '', text: 'any' }, ...departments.map((name) => ({ value: name, text: name }))]}
        onChange={(name) => onChange({ ...filter, department: name === '' ? null : name })}
      />
      <FilterSelect
        label="In a target"
        value={filter.target}
        options={targets}
        onChange={(target) => onChange({ ...filter, target })}
      />
      <ToggleButton
        size="small"
        checked={filter.mail === 'none'}
        onClick={() => onChange({ ...filter, mail: filter.mail === 'none' ? 'any' : 'none' })}
      >
        No mail
      </ToggleButton>
    </div>
  );
}

const accounts = [
  { value: 'any', text: 'any' },
  { value: 'enabled', text: 'Enabled' },
  { value: 'blocked', text: 'Blocked' },
] as const;

const targets = [
  { value: 'any', text: 'any' },
  { value: 'linked', text: 'Yes' },
  { value: 'unlinked', text: 'No' },
  { value: 'failed', text: 'Failed, waits for retry' },
] as const;
