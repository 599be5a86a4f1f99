import { Redirect, Route, Switch } from 'wouter';
import { ApplicationList } from './application-list.tsx';
import { AssignmentList } from './assignment-list.tsx';
import { AuditList } from './audit-list.tsx';
import { HabitsPage } from './habits-page.tsx';
import { LogList } from './log-list.tsx';
import { OnDemandPage } from './on-demand-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { PlanPage } from './plan-page.tsx';
import { ProvisioningPage } from './provisioning-page.tsx';

/** The pages of enterprise applications. A drawer is a part of its page's address, so that it can be linked and closed with Back. */
export function EntraRoutes() {
  return (
    <Switch>
      <Route path="/entra/apps/new">
        <ApplicationList isCreating />
      </Route>
      <Route path="/entra/apps">
        <ApplicationList isCreating={false} />
      </Route>
      <Route path="/entra/apps/:app/overview">{({ app }) => <OverviewPage key={app} appId={app} />}</Route>
      <Route path="/entra/apps/:app/plan">{({ app }) => <PlanPage key={app} appId={app} />}</Route>
      <Route path="/entra/apps/:app/on-demand/:id?">
        {({ app, id }) => <OnDemandPage key={`${app} ${id}`} appId={app} objectId={id} />}
      </Route>
      <Route path="/entra/apps/:app/habits">{({ app }) => <HabitsPage key={app} appId={app} />}</Route>
      <Route path="/entra/apps/:app/audit/:entry?">
        {({ app, entry }) => <AuditList key={app} appId={app} entryId={entry} />}
      </Route>
      <Route path="/entra/apps/:app/connectivity/:part?">
        {({ app, part }) => <ProvisioningPage key={app} appId={app} part={part} />}
      </Route>
      <Route path="/entra/apps/:app/assignments/:part?">
        {({ app, part }) => <AssignmentList key={app} appId={app} isAdding={part === 'add'} />}
      </Route>
      <Route path="/entra/apps/:app/logs/:entry?">{({ app, entry }) => <LogList key={app} appId={app} entryId={entry} />}</Route>
      <Route path="/entra/apps/:app">{({ app }) => <Redirect to={`/entra/apps/${app}/overview`} replace />}</Route>
      <Route>
        <Redirect to="/entra/users" replace />
      </Route>
    </Switch>
  );
}
