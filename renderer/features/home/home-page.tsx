import { Button } from '@fluentui/react-components';
import { Map16Regular } from '@fluentui/react-icons';
import { say } from '../../app/messages.ts';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { GuidePanel } from './guide-panel.tsx';
import { Stage } from './stage.tsx';
import { type Guide, useGuide } from './use-guide.ts';
import { WorkspaceOverview } from './workspace-overview.tsx';

/** The way to a first provisioned user, marked from what is really there; afterwards what goes on in this workspace. */
export function HomePage() {
  const guide = useGuide();
  return (
    <Page
      world="neutral"
      path={[{ label: say('home.path') }]}
      title={titleOf(guide)}
      subtitle={say('home.lead')}
      {...(guide.isShown || !guide.isKnown ? {} : { commands: <ShowGuide guide={guide} /> })}
    >
      <ProblemBanner problem={guide.problem} />
      {guide.isShown && guide.rehearsal !== undefined && (
        <div className="home">
          <GuidePanel guide={guide} />
          <Stage rehearsal={guide.rehearsal} firstUserAfterMs={guide.watch.doneAfterMs.provisioning} />
        </div>
      )}
      {guide.isKnown && !guide.isShown && <WorkspaceOverview />}
    </Page>
  );
}

function titleOf({ isShown, isKnown, steps }: Guide): string {
  if (isKnown && !isShown) return say('home.title');
  const isProvisioned = steps.find(({ key }) => key === 'provisioning')?.isDone === true;
  return isProvisioned ? say('home.connected') : say('home.first');
}

function ShowGuide({ guide }: { readonly guide: Guide }) {
  return (
    <Button appearance="subtle" size="small" icon={<Map16Regular />} onClick={guide.show}>
      {say('guide.show')}
    </Button>
  );
}
