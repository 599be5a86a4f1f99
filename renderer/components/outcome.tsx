import {
  AddCircle16Regular,
  ArrowForward16Regular,
  CheckmarkCircle16Filled,
  Circle16Regular,
  Delete16Regular,
  Edit16Regular,
  ErrorCircle16Filled,
  Hourglass16Regular,
  PersonProhibited16Regular,
  Stop16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { CSSProperties, ReactElement, ReactNode } from 'react';
import { type OutcomeRole, outcomeWords } from './outcome-words.ts';

export type { OutcomeRole } from './outcome-words.ts';

const icons: Record<OutcomeRole, ReactElement> = {
  created: <AddCircle16Regular />,
  updated: <Edit16Regular />,
  disabled: <PersonProhibited16Regular />,
  deleted: <Delete16Regular />,
  skipped: <ArrowForward16Regular />,
  failed: <ErrorCircle16Filled />,
  escrowed: <Hourglass16Regular />,
  success: <CheckmarkCircle16Filled />,
  warning: <Warning16Filled />,
  holding: <Stop16Regular />,
  neutral: <Circle16Regular />,
};

const sameColourAs: Partial<Record<OutcomeRole, string>> = { success: 'created', warning: 'disabled', neutral: 'skipped' };

/** Sets `--role` and `--role-bg` for an element that speaks about an outcome. */
export function roleColours(role: OutcomeRole): CSSProperties {
  const name = sameColourAs[role] ?? role;
  return { '--role': `var(--${name})`, '--role-bg': `var(--${name}-bg)` } as CSSProperties;
}

export function RoleIcon({ role }: { readonly role: OutcomeRole }) {
  return (
    <span className="role-icon" aria-hidden="true">
      {icons[role]}
    </span>
  );
}

interface StatusTagProps {
  readonly role: OutcomeRole;
  /** Without a tint: in rows of a list. */
  readonly isPlain?: boolean;
  readonly children: ReactNode;
}

/** Icon + word + colour, never colour alone. */
export function StatusTag({ role, isPlain = false, children }: StatusTagProps) {
  return (
    <span className={isPlain ? 'status-tag plain' : 'status-tag'} style={roleColours(role)}>
      <RoleIcon role={role} />
      <span>{children}</span>
    </span>
  );
}

interface OutcomeBadgeProps {
  readonly action?: string;
  readonly status: string;
}

/** What was done, coloured where it worked; else the status. With an action that failed, both words. */
export function OutcomeBadge(outcome: OutcomeBadgeProps) {
  const { role, words } = outcomeWords(outcome);
  return (
    <StatusTag role={role} isPlain>
      {words}
    </StatusTag>
  );
}
