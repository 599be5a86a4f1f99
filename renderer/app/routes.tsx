import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Empty } from '../components/empty.tsx';
import { Page } from '../components/page.tsx';
import { HomePage } from '../features/home/home-page.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { lateScreen } from './late-screen.tsx';
import { say } from './messages.ts';

// Home is there from the start; the rest comes area by area.
const DirectoryObjectRoutes = lateScreen(
  'entra',
  async () => (await import('../features/directory-objects/directory-object-routes.tsx')).DirectoryObjectRoutes,
);
const MappingRoutes = lateScreen('entra', async () => (await import('../features/mappings/mapping-routes.tsx')).MappingRoutes);
const EntraRoutes = lateScreen('entra', async () => (await import('../features/applications/entra-routes.tsx')).EntraRoutes);
const WirePage = lateScreen('neutral', async () => (await import('../features/wire/wire-page.tsx')).WirePage);
const StepPage = lateScreen('neutral', async () => (await import('../features/wire/step-page.tsx')).StepPage);
const ReceiverRoutes = lateScreen(
  'receiver',
  async () => (await import('../features/receiver/receiver-routes.tsx')).ReceiverRoutes,
);
const ExplainPage = lateScreen('neutral', async () => (await import('../features/explain/explain-page.tsx')).ExplainPage);
const ErrorTextPage = lateScreen('neutral', async () => (await import('../features/explain/error-text-page.tsx')).ErrorTextPage);
const ComparePage = lateScreen('neutral', async () => (await import('../features/compare/compare-page.tsx')).ComparePage);
const ScenarioRoutes = lateScreen(
  'neutral',
  async () => (await import('../features/scenarios/scenario-routes.tsx')).ScenarioRoutes,
);
const RecordingRoutes = lateScreen(
  'neutral',
  async () => (await import('../features/recordings/recording-routes.tsx')).RecordingRoutes,
);
const SettingsPage = lateScreen('neutral', async () => (await import('../features/settings/settings-page.tsx')).SettingsPage);

/** Which screen a hash route shows. Features own the routes below their first word. */
export function AppRoutes() {
  const [path] = useLocation();
  return (
    <ErrorBoundary resetKey={path}>
      <Switch>
        <Route path="/">
          <Redirect to="/home" replace />
        </Route>
        <Route path="/home" component={HomePage} />
        <Route path="/entra/users/*?" component={DirectoryObjectRoutes} />
        <Route path="/entra/groups/*?" component={DirectoryObjectRoutes} />
        <Route path="/entra/apps/:app/mappings/*?" component={MappingRoutes} />
        <Route path="/entra/*?" component={EntraRoutes} />
        <Route path="/wire/step" component={StepPage} />
        <Route path="/wire/:sequence?">{({ sequence }) => <WirePage sequence={sequence} />}</Route>
        <Route path="/recv/*?" component={ReceiverRoutes} />
        <Route path="/explain/error" component={ErrorTextPage} />
        <Route path="/explain/:id?">{({ id }) => <ExplainPage objectId={id} />}</Route>
        <Route path="/compare/:id">{({ id }) => <ComparePage objectId={id} />}</Route>
        <Route path="/scenarios/*?" component={ScenarioRoutes} />
        <Route path="/recordings/*?" component={RecordingRoutes} />
        <Route path="/settings" component={SettingsPage} />
        <Route>
          <UnknownPage path={path} />
        </Route>
      </Switch>
    </ErrorBoundary>
  );
}

function UnknownPage({ path }: { readonly path: string }) {
  return (
    <Page world="neutral" path={[{ label: say('unknown.path'), href: '/home' }]} title={say('unknown.title')}>
      <Empty
        title={say('unknown.nothing', { path })}
        action={
          <a className="link" href="#/home">
            {say('unknown.go')}
          </a>
        }
      >
        {say('unknown.why')}
      </Empty>
    </Page>
  );
}
