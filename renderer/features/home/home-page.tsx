import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { StepList } from '../../components/step-list.tsx';
import { ApplicationsPanel } from './applications-panel.tsx';
import { guideSteps } from './guide.ts';
import { Stage } from './stage.tsx';
import { useRehearsal } from './use-rehearsal.ts';
import './home.css';

/** The way to a first provisioned user, marked from what is really there; afterwards an overview. */
export function HomePage() {
  const rehearsal = useRehearsal();
  const steps = guideSteps(rehearsal);
  const isFinished = steps.every(({ isDone }) => isDone);
  const current = steps.findIndex(({ isDone }) => !isDone);
  return (
    <Page
      world="neutral"
      path={[{ label: 'Workspace' }]}
      title={isFinished ? 'Home' : 'Rehearse your first connection'}
      subtitle="Entra ID on one side, your server on the other, nothing leaves this machine."
    >
      <div className="home">
        <div className="stack">
          {rehearsal.apps.length > 0 && <ApplicationsPanel apps={rehearsal.apps} />}
          <Panel title={isFinished ? 'The five steps, all done' : 'Five steps, about two minutes'}>
            <StepList
              label="Five steps to a first provisioned user"
              steps={steps.map(({ key, title, text, href, linkText, isDone }, index) => ({
                key,
                title,
                ...(isDone ? {} : { text }),
                state: isDone ? 'done' : index === current ? 'current' : 'pending',
                action: (
                  <a className={index === current ? 'step-link primary' : 'link'} href={`#${href}`}>
                    {linkText}
                  </a>
                ),
              }))}
            />
          </Panel>
          <Panel title="Or start from">
            <div className="row starts">
              <a className="link" href="#/entra/users">
                A customer's user list (CSV)
              </a>
              <a className="link" href="#/entra/apps/new">
                A remote SCIM endpoint
              </a>
            </div>
          </Panel>
        </div>
        <Stage directory={rehearsal.directories[0]} />
      </div>
    </Page>
  );
}
