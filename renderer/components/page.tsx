import { type ReactNode, useEffect } from 'react';

export type World = 'entra' | 'receiver' | 'neutral';

interface PathStep {
  readonly label: string;
  /** Hash route without `#`; left out where the step cannot be opened. */
  readonly href?: string;
}

interface PageProps {
  readonly world: World;
  /** From the world down to the parent of this page; the first word carries the world's colour. */
  readonly path: readonly PathStep[];
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly badge?: ReactNode;
  readonly commands?: ReactNode;
  readonly tabs?: ReactNode;
  /** A list that fills the body edge to edge. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** One screen: path, the only h1, commands, tabs, body. */
export function Page({ world, path, title, subtitle, badge, commands, tabs, flush = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · SCIM Rehearsal`;
  }, [title]);
  return (
    <section className="page" data-world={world}>
      <header className="page-head">
        <nav className="page-path" aria-label="Breadcrumb">
          <ol>
            {path.map(({ label, href }) => (
              <li key={`${label} ${href}`}>{href === undefined ? label : <a href={`#${href}`}>{label}</a>}</li>
            ))}
          </ol>
        </nav>
        <div className="page-title">
          <h1>{title}</h1>
          {badge}
          {subtitle !== undefined && <span className="page-subtitle muted">{subtitle}</span>}
        </div>
        {commands !== undefined && (
          <div className="page-commands" role="toolbar" aria-label={`Commands of ${title}`}>
            {commands}
          </div>
        )}
        {tabs !== undefined && <div className="page-tabs">{tabs}</div>}
      </header>
      <div className={flush ? 'page-body flush' : 'page-body'}>{children}</div>
    </section>
  );
}
