import { Info16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { type OutcomeRole, RoleIcon, roleColours } from './outcome.tsx';

interface BannerProps {
  readonly intent: 'success' | 'error' | 'warning' | 'info';
  readonly title: string;
  readonly children?: ReactNode;
  /** At most two buttons. */
  readonly actions?: ReactNode;
}

const roles: Record<BannerProps['intent'], OutcomeRole> = {
  success: 'success',
  error: 'failed',
  warning: 'warning',
  info: 'updated',
};

/** A message that stays: what happened, where, why, what to do. Errors are announced at once. */
export function Banner({ intent, title, children, actions }: BannerProps) {
  return (
    <div className="banner" role={intent === 'error' ? 'alert' : 'status'} style={roleColours(roles[intent])}>
      {intent === 'info' ? <Info16Regular aria-hidden="true" /> : <RoleIcon role={roles[intent]} />}
      <div className="grow">
        <div className="strong">{title}</div>
        {children !== undefined && <div className="banner-text">{children}</div>}
      </div>
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
}
