import { type ReactNode, useId } from 'react';
import type { World } from './page.tsx';

interface PanelProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly world?: World;
  /** The body is a list that reaches the panel's edges. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A named region of a page. */
export function Panel({ title, actions, world, flush = false, children }: PanelProps) {
  const titleId = useId();
  return (
    <section className="panel" data-world={world} aria-labelledby={titleId}>
      <div className="panel-head">
        <h2 id={titleId}>{title}</h2>
        {actions}
      </div>
      <div className={flush ? 'panel-body flush' : 'panel-body'}>{children}</div>
    </section>
  );
}
