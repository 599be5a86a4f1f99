import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';

/** What is wrong with a field, as Fluent's Field takes it; empty where nothing is. */
export interface FieldValidation {
  readonly validationState?: 'error';
  readonly validationMessage?: string;
}

interface SecretFieldProps {
  readonly label: string;
  readonly hint: string;
  /** Shown instead while the kept secret stands. */
  readonly keptHint: string;
  /** As typed; null: the one that is kept, or none. */
  readonly secret: string | null;
  readonly isKept: boolean;
  readonly validation: FieldValidation;
  onChange(secret: string | null): void;
}

/** A secret: hidden while it is typed, never shown once it is kept. */
export function SecretField({ label, hint, keptHint, secret, isKept, validation, onChange }: SecretFieldProps) {
  const [isShown, setIsShown] = useState(false);
  const stands = secret === null && isKept;
  return (
    <Field label={label} hint={stands ? keptHint : hint} {...validation}>
      <Input
        className="mono"
        type={isShown ? 'text' : 'password'}
        autoComplete="off"
        spellCheck={false}
        placeholder={stands ? '••••••••••••••••' : ''}
        value={secret ?? ''}
        // An emptied field goes back to what is kept: Entra cannot show or clear it either.
        onChange={(_event, { value }) => onChange(value === '' && isKept ? null : value)}
        contentAfter={
          <Button
            size="small"
            appearance="transparent"
            disabled={secret === null || secret === ''}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? 'Hide' : 'Show'}
          </Button>
        }
      />
    </Field>
  );
}
