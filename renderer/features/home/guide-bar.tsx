import { Button } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useLocation } from 'wouter';
import { say } from '../../app/messages.ts';
import { takeGuideAlong, useGuideAlong } from './guide-along.ts';
import { useGuide } from './use-guide.ts';

/** The guide on other screens, for those who do its steps themselves: which one is next, and the way back. */
export function GuideBar() {
  const [path] = useLocation();
  const { steps, isShown } = useGuide();
  const isAlong = useGuideAlong();
  if (!isAlong || path === '/home' || (isShown && steps.length === 0)) return null;
  const index = steps.findIndex(({ isDone }) => !isDone);
  const step = steps[index];
  return (
    <section className="guide-bar" aria-label={say('guide.bar')}>
      {step === undefined ? (
        <span className="strong" role="status">
          {say('guide.bar.done')}
        </span>
      ) : (
        <>
          <span className="muted" role="status">
            {say('guide.step', { number: index + 1 })}
          </span>
          <span className="strong">{step.title}</span>
          <span className="muted ellipsis guide-bar-text">{step.text}</span>
          {path !== step.href.split('?')[0] && (
            <a className="link" href={`#${step.href}`}>
              {say('guide.bar.there')}
            </a>
          )}
        </>
      )}
      <span className="grow" />
      <a className="link" href="#/home">
        {say('guide.bar.back')}
      </a>
      <Button
        appearance="subtle"
        size="small"
        icon={<Dismiss16Regular />}
        aria-label={say('guide.bar.close')}
        title={say('guide.bar.close')}
        onClick={() => takeGuideAlong(false)}
      />
    </section>
  );
}
