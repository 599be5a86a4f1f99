import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Empty } from '../components/empty.tsx';
import { Page } from '../components/page.tsx';
import { EntraRoutes } from '../features/applications/entra-routes.tsx';
import { ComparePage } from '../features/compare/compare-page.tsx';
import { ExplainPage } from '../features/explain/explain-page.tsx';
import { HomePage } from '../features/home/home-page.tsx';
import { ReceiverRoutes } from '../features/receiver/receiver-routes.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { StepPage } from '../features/wire/step-page.tsx';
import { WirePage } from '../features/wire/wire-page.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { say } from './messages.ts';

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
        <Route path="/entra/*?" component={EntraRoutes} />
        <Route path="/wire/step" component={StepPage} />
        <Route path="/wire/:sequence?">{({ sequence }) => <WirePage sequence={sequence} />}</Route>
        <Route path="/recv/*?" component={ReceiverRoutes} />
        <Route path="/explain/:id?">{({ id }) => <ExplainPage objectId={id} />}</Route>
        <Route path="/compare/:id">{({ id }) => <ComparePage objectId={id} />}</Route>
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
