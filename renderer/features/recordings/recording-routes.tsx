import { Route, Switch } from 'wouter';
import { RecordingPage } from './recording-page.tsx';
import { RecordingsPage } from './recordings-page.tsx';

/** Everything below `/recordings`. */
export function RecordingRoutes() {
  return (
    <Switch>
      <Route path="/recordings" component={RecordingsPage} />
      <Route path="/recordings/:id">{({ id }) => <RecordingPage key={id} id={id} />}</Route>
    </Switch>
  );
}
