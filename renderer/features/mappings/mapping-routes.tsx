import { Route, Switch } from 'wouter';
import { MappingPage } from './mapping-page.tsx';
import { MappingsPage } from './mappings-page.tsx';
import { SchemaPage } from './schema-page.tsx';

/** The attribute mappings of an application, with their drawers. */
export function MappingRoutes() {
  return (
    <Switch>
      <Route path="/entra/apps/:app/mappings">{({ app }) => <MappingsPage key={app} appId={app} />}</Route>
      <Route path="/entra/apps/:app/mappings/schema/:part?">
        {({ app, part }) => <SchemaPage key={app} appId={app} isImporting={part === 'import'} />}
      </Route>
      <Route path="/entra/apps/:app/mappings/:type/*?">
        {({ app, type, '*': part }) => (
          <MappingPage key={`${app} ${type}`} appId={app} type={type === 'Group' ? 'Group' : 'User'} part={part} />
        )}
      </Route>
    </Switch>
  );
}
