import { type ReactNode, useId } from 'react';

interface WorldPanelProps {
  readonly world: 'entra' | 'receiver';
  readonly title: string;
  readonly aside: ReactNode;
  readonly foot: ReactNode;
  readonly children: ReactNode;
}

/** One end of the wire on the stage, with the ring that the navigation draws it by. */
export function WorldPanel({ world, title, aside, foot, children }: WorldPanelProps) {
  const titleId = useId();
  return (
    <section className="panel world-panel" data-world={world} aria-labelledby={titleId}>
      <div className="panel-head">
        <i className="nav-node" aria-hidden="true" />
        <h2 id={titleId}>{title}</h2>
        {aside}
      </div>
      <div className="panel-body flush">{children}</div>
      {foot !== null && <div className="foot muted numeric">{foot}</div>}
    </section>
  );
}
