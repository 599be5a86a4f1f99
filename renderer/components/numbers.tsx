import type { ReactNode } from 'react';

interface NumbersProps {
  /** What the figures are about, for a screen reader. */
  readonly label: string;
  /** A number is written with separators. */
  readonly figures: readonly { readonly name: string; readonly value: ReactNode }[];
}

/** Figures side by side, each under its name. */
export function Numbers({ label, figures }: NumbersProps) {
  return (
    <dl className="numbers" aria-label={label}>
      {figures.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'number' ? value.toLocaleString('en') : value}</dd>
        </div>
      ))}
    </dl>
  );
}
