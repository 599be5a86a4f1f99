import type { ReactNode } from 'react';

interface KeyValueListProps {
  readonly items: readonly { readonly name: string; readonly value: ReactNode }[];
}

export function KeyValueList({ items }: KeyValueListProps) {
  return (
    <dl className="key-values">
      {items.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
