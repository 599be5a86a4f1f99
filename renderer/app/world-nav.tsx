import {
  Apps20Regular,
  Building20Regular,
  Database20Regular,
  Home20Regular,
  People20Regular,
  PeopleTeam20Regular,
  Settings20Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { ApplicationNav } from '../features/applications/application-nav.tsx';
import { useApi } from './api.tsx';
import { useHold } from './hold.ts';
import { useConnection, useView } from './live.tsx';
import { useApps, useOpenApp } from './open-app.ts';

const one = { limit: 1 };

/** Both worlds on one line, the wire between them. */
export function WorldNav() {
  return (
    <nav className="world-nav" aria-label="Main" data-region tabIndex={-1}>
      <NavItem to="/home" label="Home" icon={<Home20Regular />} isTool />
      <EntraWorld />
      <WireItem />
      <ReceiverWorld />
      <span className="nav-rest" />
      <NavItem to="/settings" label="Settings" icon={<Settings20Regular />} isTool />
    </nav>
  );
}

function EntraWorld() {
  const api = useApi();
  const users = useView(['users', 'count'], ['tenant'], () => api.tenant.users(one)).data?.totalCount;
  const groups = useView(['groups', 'count'], ['tenant'], () => api.tenant.groups(one)).data?.totalCount;
  const apps = useApps();
  const openApp = useOpenApp();
  return (
    <div className="nav-world entra" data-world="entra">
      <h2>
        <i className="nav-node" aria-hidden="true" />
        <span>Entra ID</span>
      </h2>
      <NavItem to="/entra/users" label="Users" icon={<People20Regular />} count={users} />
      <NavItem to="/entra/groups" label="Groups" icon={<PeopleTeam20Regular />} count={groups} />
      <NavItem to="/entra/apps" label="Enterprise applications" icon={<Apps20Regular />} count={apps?.length} isExact />
      {openApp !== undefined && (
        <div className="nav-app">
          <div className="nav-app-name ellipsis" title={openApp.name}>
            {openApp.name}
          </div>
          <ApplicationNav appId={openApp.id} />
        </div>
      )}
    </div>
  );
}

function WireItem() {
  const api = useApi();
  const count = useView(['exchanges', 'count'], ['exchanges'], () => api.exchanges.list(one)).data?.totalCount;
  const connection = useConnection();
  const isHolding = useHold(useOpenApp()?.id).data?.isHolding ?? false;
  const [path] = useLocation();
  const isHere = path.startsWith('/wire');
  return (
    <a className="nav-wire" href="#/wire" data-here={isHere} aria-current={isHere ? 'page' : undefined}>
      <i className="nav-diamond" aria-hidden="true" />
      <span className="nav-label">The wire</span>
      <i className="live-dot" data-state={isHolding ? 'holding' : connection} aria-hidden="true" />
      {isHolding && <span className="nav-holding">holding</span>}
      {count !== undefined && <span className="nav-count">{count.toLocaleString('en')}</span>}
    </a>
  );
}

function ReceiverWorld() {
  const api = useApi();
  const organizations = useView(['organizations'], ['receiver'], () => api.receiver.organizations({})).data;
  const directories = useView(['directories'], ['receiver'], () => api.receiver.directories({})).data;
  return (
    <div className="nav-world receiver" data-world="receiver">
      <h2>
        <i className="nav-node" aria-hidden="true" />
        <span>Receiver</span>
      </h2>
      <NavItem to="/recv/orgs" label="Organizations" icon={<Building20Regular />} count={organizations?.length} />
      <NavItem to="/recv/dirs" label="Directories" icon={<Database20Regular />} count={directories?.length} isExact />
      {directories?.slice(0, directoriesShownMax).map(({ id, name }) => (
        <NavItem key={id} to={`/recv/dirs/${id}`} label={name} isNested />
      ))}
    </div>
  );
}

const directoriesShownMax = 8;

interface NavItemProps {
  readonly to: string;
  readonly label: string;
  readonly icon?: ReactElement;
  readonly count?: number | undefined;
  readonly isTool?: boolean;
  readonly isNested?: boolean;
  /** Marked only on the route itself: its children have items of their own. */
  readonly isExact?: boolean;
}

function NavItem({ to, label, icon, count, isTool = false, isNested = false, isExact = false }: NavItemProps) {
  const [path] = useLocation();
  const isHere = path === to || (!isExact && path.startsWith(`${to}/`));
  return (
    <a
      className="nav-item"
      data-kind={isTool ? 'tool' : isNested ? 'nested' : 'item'}
      data-here={isHere}
      href={`#${to}`}
      title={label}
      aria-current={isHere ? 'page' : undefined}
    >
      {icon !== undefined && <span className="nav-icon">{icon}</span>}
      <span className="nav-label ellipsis">{label}</span>
      {count !== undefined && <span className="nav-count">{count.toLocaleString('en')}</span>}
    </a>
  );
}
