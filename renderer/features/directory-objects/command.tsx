import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';

interface CommandProps {
  readonly icon: ReactElement;
  readonly children: string;
  onPress(): void;
  readonly isDisabled?: boolean;
  /** The one action this page waits for. */
  readonly isPrimary?: boolean;
}

/** A command in a page's head. */
export function Command({ icon, children, onPress, isDisabled = false, isPrimary = false }: CommandProps) {
  return (
    <Button appearance={isPrimary ? 'primary' : 'subtle'} size="small" icon={icon} disabled={isDisabled} onClick={onPress}>
      {children}
    </Button>
  );
}
