import { Route, Switch } from 'wouter';
import { ScenarioPage } from './scenario-page.tsx';
import { scenarioIdOf } from './scenario-route.ts';
import { ScenariosPage } from './scenarios-page.tsx';

/** Everything below `/scenarios`. A scenario is called by its folder and file: `own/leaver.scenario.yaml`. */
export function ScenarioRoutes() {
  return (
    <Switch>
      <Route path="/scenarios" component={ScenariosPage} />
      <Route path="/scenarios/*">{(params) => <ScenarioPage id={scenarioIdOf(params['*'] ?? '')} />}</Route>
    </Switch>
  );
}
