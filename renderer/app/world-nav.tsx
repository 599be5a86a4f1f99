import {
  Apps20Regular,
  Beaker20Regular,
  Building20Regular,
  Database20Regular,
  Flash20Regular,
  Home20Regular,
  Key20Regular,
  People20Regular,
  PeopleTeam20Regular,
  QuestionCircle20Regular,
  Send20Regular,
  Settings20Regular,
  Video20Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { ApplicationNav } from '../features/applications/application-nav.tsx';
import { misbehaviourWord } from '../features/receiver/misbehaviour-word.ts';
import { useApi } from './api.tsx';
import { useHold } from './hold.ts';
import { useConnection, useView } from './live.tsx';
import { say } from './messages.ts';
import { useApps, useOpenApp } from './open-app.ts';
import { domainOf, hostOf } from './target-text.ts';

const one = { limit: 1 };

/** Both worlds on one line, the wire between them. */
export function WorldNav() {
  return (
    <nav className="world-nav" aria-label={say('nav.label')} data-region tabIndex={-1}>
      <NavItem to="/home" label={say('nav.home')} icon={<Home20Regular />} isTool />
      <EntraWorld />
      <WireItem />
      <ReceiverWorld />
      <section className="nav-bench" aria-label={say('nav.bench')}>
        <h2>{say('nav.bench')}</h2>
        <NavItem to="/scenarios" label={say('nav.scenarios')} icon={<Beaker20Regular />} isTool />
        <NavItem to="/explain" label={say('nav.explain')} icon={<QuestionCircle20Regular />} isTool />
        <NavItem to="/recordings" label={say('nav.recordings')} icon={<Video20Regular />} isTool />
      </section>
      <span className="nav-rest" />
      <NavItem to="/settings" label={say('nav.settings')} icon={<Settings20Regular />} isTool />
    </nav>
  );
}

function EntraWorld() {
  const api = useApi();
  const users = useView(['users', 'count'], ['tenant'], () => api.tenant.users(one)).data;
  const groups = useView(['groups', 'count'], ['tenant'], () => api.tenant.groups(one)).data?.totalCount;
  const apps = useApps();
  const openApp = useOpenApp();
  return (
    <div className="nav-world entra" data-world="entra">
      <WorldHead name={say('nav.entra')} place={domainOf(users?.items[0]?.attributes['userPrincipalName'])} />
      <NavItem to="/entra/users" label={say('nav.users')} icon={<People20Regular />} count={users?.totalCount} />
      <NavItem to="/entra/groups" label={say('nav.groups')} icon={<PeopleTeam20Regular />} count={groups} />
      <NavItem to="/entra/apps" label={say('nav.apps')} icon={<Apps20Regular />} count={apps?.length} isExact />
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

/** A world's name, and where it is at the right. */
function WorldHead({ name, place }: { readonly name: string; readonly place: string }) {
  return (
    <div className="nav-head">
      <i className="nav-node" aria-hidden="true" />
      <h2>{name}</h2>
      <span className="nav-place ellipsis" title={place}>
        {place}
      </span>
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
    <a className="nav-wire" href="#/wire" data-here={isHere} aria-current={isHere ? 'page' : undefined} title={say('nav.wire')}>
      <i className="nav-diamond" aria-hidden="true" />
      <span className="nav-label">{say('nav.wire')}</span>
      <i className="live-dot" data-state={isHolding ? 'holding' : count === 0 ? 'quiet' : connection} aria-hidden="true" />
      {isHolding && <span className="nav-holding">{say('nav.wire.holding')}</span>}
      {count !== undefined && (
        <span className="nav-count">{count === 0 ? say('nav.wire.quiet') : count.toLocaleString('en')}</span>
      )}
    </a>
  );
}

function ReceiverWorld() {
  const api = useApi();
  const { data: workspace } = useView(['workspace'], ['workspace'], () => api.workspace.read({}));
  const organizations = useView(['organizations'], ['receiver'], () => api.receiver.organizations({})).data;
  const directories = useView(['directories'], ['receiver'], () => api.receiver.directories({})).data;
  const eventCount = directories?.reduce((sum, directory) => sum + directory.eventCount, 0);
  return (
    <div className="nav-world receiver" data-world="receiver">
      <WorldHead name={say('nav.receiver')} place={workspace === undefined ? '' : hostOf(workspace.serverAddress)} />
      <NavItem to="/recv/orgs" label={say('nav.organizations')} icon={<Building20Regular />} count={organizations?.length} />
      <NavItem to="/recv/dirs" label={say('nav.directories')} icon={<Database20Regular />} count={directories?.length} isExact />
      {directories?.slice(0, directoriesShownMax).map(({ id, name, misbehaviour }) => (
        <NavItem
          key={id}
          to={`/recv/dirs/${id}`}
          label={name}
          warning={misbehaviour && say('nav.misbehaves', { name, what: misbehaviourWord(misbehaviour) })}
          isNested
        />
      ))}
      <NavItem to="/recv/events" label={say('nav.events')} icon={<Flash20Regular />} count={eventCount} />
      <NavItem to="/recv/webhooks" label={say('nav.webhooks')} icon={<Send20Regular />} />
      <NavItem to="/recv/api-keys" label={say('nav.keys')} icon={<Key20Regular />} />
    </div>
  );
}

const directoriesShownMax = 8;

interface NavItemProps {
  readonly to: string;
  readonly label: string;
  readonly icon?: ReactElement;
  readonly count?: number | undefined;
  /** What should not be forgotten of it. */
  readonly warning?: string | null;
  readonly isTool?: boolean;
  readonly isNested?: boolean;
  /** Marked only on the route itself: its children have items of their own. */
  readonly isExact?: boolean;
}

function NavItem({ to, label, icon, count, warning = null, isTool = false, isNested = false, isExact = false }: NavItemProps) {
  const [path] = useLocation();
  const isHere = path === to || (!isExact && path.startsWith(`${to}/`));
  return (
    <a
      className="nav-item"
      data-kind={isTool ? 'tool' : isNested ? 'nested' : 'item'}
      data-here={isHere}
      href={`#${to}`}
      title={warning ?? label}
      aria-current={isHere ? 'page' : undefined}
    >
      {icon !== undefined && <span className="nav-icon">{icon}</span>}
      <span className="nav-label ellipsis">{label}</span>
      {count !== undefined && <span className="nav-count">{count.toLocaleString('en')}</span>}
      {warning !== null && (
        <span className="nav-misbehaves">
          <Warning16Filled aria-hidden="true" />
          <span className="visually-hidden">{warning}</span>
        </span>
      )}
    </a>
  );
}
