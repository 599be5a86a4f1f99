import { Redirect, Route, Switch } from 'wouter';
import { DirectoriesPage } from './directories-page.tsx';
import { DirectoryCreatedPage } from './directory-created-page.tsx';
import { DirectoryPage } from './directory-page.tsx';
import { OrganizationPage } from './organization-page.tsx';
import { OrganizationsPage } from './organizations-page.tsx';
import { ReceiverEventsPage } from './receiver-events-page.tsx';

/** The screens of the side where users arrive. A dialog has its own route, below the page it stands on. */
export function ReceiverRoutes() {
  return (
    <Switch>
      <Route path="/recv/orgs">
        <OrganizationsPage dialog={null} />
      </Route>
      <Route path="/recv/orgs/new">
        <OrganizationsPage dialog="create-organization" />
      </Route>
      <Route path="/recv/orgs/add-directory">
        <OrganizationsPage dialog="add-directory" />
      </Route>
      <Route path="/recv/orgs/:org/add-directory">{({ org }) => <OrganizationPage key={org} id={org} isAdding={true} />}</Route>
      <Route path="/recv/orgs/:org">{({ org }) => <OrganizationPage key={org} id={org} isAdding={false} />}</Route>
      <Route path="/recv/events" component={ReceiverEventsPage} />
      <Route path="/recv/dirs" component={DirectoriesPage} />
      <Route path="/recv/dirs/:dir/created">{({ dir }) => <DirectoryCreatedPage key={dir} id={dir} />}</Route>
      <Route path="/recv/dirs/:dir/faults/profile">
        {({ dir }) => <DirectoryPage key={dir} id={dir} drawer={{ kind: 'profile' }} />}
      </Route>
      <Route path="/recv/dirs/:dir/faults/new">
        {({ dir }) => <DirectoryPage key={dir} id={dir} drawer={{ kind: 'new-rule' }} />}
      </Route>
      <Route path="/recv/dirs/:dir/faults/rules/:rule">
        {({ dir, rule }) => <DirectoryPage key={dir} id={dir} drawer={{ kind: 'rule', ruleId: rule }} />}
      </Route>
      <Route path="/recv/dirs/:dir">{({ dir }) => <DirectoryPage key={dir} id={dir} />}</Route>
      <Route>
        <Redirect to="/recv/orgs" replace />
      </Route>
    </Switch>
  );
}
