import { SearchBox } from '@fluentui/react-components';
import type { ReactNode } from 'react';

interface FilterBarProps {
  readonly search: string;
  onSearch(text: string): void;
  /** Names what is searched; also the accessible name. */
  readonly placeholder: string;
  readonly children?: ReactNode;
  /** `25 users`. Announced when it changes. */
  readonly count?: string | undefined;
}

export function FilterBar({ search, onSearch, placeholder, children, count }: FilterBarProps) {
  return (
    <search className="filter-bar">
      <SearchBox
        size="small"
        value={search}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={(_event, { value }) => onSearch(value)}
      />
      {children}
      {count !== undefined && (
        <span className="filter-count muted numeric" role="status">
          {count}
        </span>
      )}
    </search>
  );
}
