import { Button, Field, type FieldProps, Select } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { type ReactElement, useRef } from 'react';

interface TrialRow {
  readonly key: string;
  readonly label: string;
  readonly hint: NonNullable<FieldProps['hint']>;
  readonly control: ReactElement;
}

interface TrialRowsProps {
  /** What is set otherwise, each with its control. */
  readonly rows: readonly TrialRow[];
  /** What is not, and could be. */
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  /** Of the box that sets one more: its label, and what it says while none is chosen. */
  readonly addLabel: string;
  readonly unchanged: string;
  onAdd(key: string): void;
  onRemove(key: string): void;
}

/** Things set otherwise one by one: a row for each, and a box for the next. */
export function TrialRows({ rows, choices, addLabel, unchanged, onAdd, onRemove }: TrialRowsProps) {
  // A row that goes would take the focus with it.
  const next = useRef<HTMLDivElement>(null);
  return (
    <>
      {rows.map(({ key, label, hint, control }) => (
        <div key={key} className="trial-row">
          <Field label={label} hint={hint}>
            {control}
          </Field>
          <Button
            appearance="subtle"
            icon={<Dismiss16Regular />}
            aria-label={`Leave ${label} as it is`}
            onClick={() => {
              onRemove(key);
              next.current?.querySelector('select')?.focus();
            }}
          />
        </div>
      ))}
      <div ref={next}>
        <Field label={addLabel}>
          <Select value="" onChange={(_event, { value }) => value !== '' && onAdd(value)}>
            <option value="">{unchanged}</option>
            {choices.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </>
  );
}

/** A record without one of its names. */
export function without<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
}
