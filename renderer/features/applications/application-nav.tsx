import { useLocation } from 'wouter';

interface Blade {
  readonly path: string;
  readonly label: string;
}

/** Blades of the open application, grouped as the portal groups them. */
const groups: readonly { readonly label: string | null; readonly blades: readonly Blade[] }[] = [
  {
    label: null,
    blades: [
      { path: 'overview', label: 'Overview' },
      { path: 'on-demand', label: 'Provision on demand' },
    ],
  },
  {
    label: 'Manage',
    blades: [
      { path: 'assignments', label: 'Users and groups' },
      { path: 'connectivity', label: 'Provisioning' },
      { path: 'mappings', label: 'Attribute mapping' },
      { path: 'habits', label: 'Wire habits' },
    ],
  },
  {
    label: 'Activity',
    blades: [
      { path: 'logs', label: 'Provisioning logs' },
      { path: 'audit', label: 'Audit logs' },
    ],
  },
];

/** The open application's blades in the navigation; the frame names the application above them. */
export function ApplicationNav({ appId }: { readonly appId: string }) {
  const [location] = useLocation();
  return groups.map(({ label, blades }) => (
    <ul key={label ?? 'first'} aria-label={label ?? 'Application'} className="entra-nav-blades">
      {label !== null && (
        <li className="entra-nav-group" aria-hidden="true">
          {label}
        </li>
      )}
      {blades.map(({ path, label: name }) => {
        const href = `/entra/apps/${appId}/${path}`;
        const isHere = location === href || location.startsWith(`${href}/`);
        return (
          <li key={path}>
            <a href={`#${href}`} title={name} aria-current={isHere ? 'page' : undefined}>
              <span className="nav-label ellipsis">{name}</span>
            </a>
          </li>
        );
      })}
    </ul>
  ));
}

/** The same blades in a row, for windows whose navigation is a rail of icons. */
export function BladeStrip({ appId }: { readonly appId: string }) {
  const [location] = useLocation();
  return (
    <nav className="entra-blade-strip" aria-label="Application">
      {groups
        .flatMap(({ blades }) => blades)
        .map(({ path, label }) => {
          const href = `/entra/apps/${appId}/${path}`;
          return (
            <a key={path} href={`#${href}`} aria-current={location.startsWith(href) ? 'page' : undefined}>
              {label}
            </a>
          );
        })}
    </nav>
  );
}
