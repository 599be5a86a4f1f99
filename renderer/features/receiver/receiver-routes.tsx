import { Redirect, Route, Switch } from 'wouter';
import { ApiKeyPage } from './api-key-page.tsx';
import { DirectoriesPage } from './directories-page.tsx';
import { DirectoryCreatedPage } from './directory-created-page.tsx';
import { DirectoryPage } from './directory-page.tsx';
import { OrganizationPage } from './organization-page.tsx';
import { OrganizationsPage } from './organizations-page.tsx';
import { ReceiverEventsPage } from './receiver-events-page.tsx';
import { WebhookListPage } from './webhook-list-page.tsx';
import { WebhookPage } from './webhook-page.tsx';

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
      <Route path="/recv/webhooks">
        <WebhookListPage isAdding={false} />
      </Route>
      <Route path="/recv/webhooks/new">
        <WebhookListPage isAdding={true} />
      </Route>
      <Route path="/recv/webhooks/:hook/edit">{({ hook }) => <WebhookPage key={hook} id={hook} overlay="edit" />}</Route>
      <Route path="/recv/webhooks/:hook/secret">{({ hook }) => <WebhookPage key={hook} id={hook} overlay="secret" />}</Route>
      <Route path="/recv/webhooks/:hook">{({ hook }) => <WebhookPage key={hook} id={hook} />}</Route>
      <Route path="/recv/api-keys">
        <ApiKeyPage isCreating={false} />
      </Route>
      <Route path="/recv/api-keys/new">
        <ApiKeyPage isCreating={true} />
      </Route>
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
