import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { scenariosPath } from './scenario-route.ts';
import { ScenarioWorkplace } from './scenario-workplace.tsx';

/** One scenario: its text beside how it went. */
export function ScenarioPage({ id }: { readonly id: string }) {
  const api = useApi();
  const { data: file, problem, reload } = useView(['scenario', id], ['scenarios'], () => api.scenarios.read({ id }));
  // The last that was read stays, so that a file which is deleted elsewhere takes no unsaved text with it.
  if (file !== undefined) return <ScenarioWorkplace key={file.id} file={file} onReload={reload} />;
  return (
    <Page world="neutral" path={scenariosPath} title={say('scenario.loading')}>
      {problem !== null && (
        <Empty
          title={say('scenario.gone')}
          action={
            <a className="link" href="#/scenarios">
              {say('scenario.back')}
            </a>
          }
        >
          {problem.message} {problem.remedy}
        </Empty>
      )}
    </Page>
  );
}
