import { Button } from '@fluentui/react-components';
import { type ComponentType, useLayoutEffect, useSyncExternalStore } from 'react';
import { Empty } from '../components/empty.tsx';
import { Page, type World } from '../components/page.tsx';
import { LateModule } from './late-module.ts';
import { say } from './messages.ts';

interface LatePart<P> {
  load(): Promise<ComponentType<P>>;
  /** What holds its place meanwhile. */
  readonly whileLoading: ComponentType;
  /** Where it says that it could not be loaded. */
  readonly whereFailed: ComponentType<FailedProps>;
}

interface FailedProps {
  readonly cause: string;
  onAgain(): void;
}

/**
 * A component in a file of its own, loaded when it is first shown. Not React's `lazy`: that shows what holds the place for a third
 * of a second even where the file is there at once, and a failure is for good.
 */
export function latePart<P extends object>({ load, whileLoading: Place, whereFailed: Failed }: LatePart<P>): ComponentType<P> {
  const late = new LateModule(load);
  allLate.add(late);
  return function Late(props: P) {
    const state = useSyncExternalStore(late.subscribe, late.read);
    useLayoutEffect(() => void late.ask(), []);
    if (state.kind === 'loading') return <Place />;
    if (state.kind === 'failed') return <Failed cause={state.cause} onAgain={() => void late.ask()} />;
    return <state.value {...props} />;
  };
}

/** A whole screen of this kind: its head stands in the same place while the rest is on its way. */
export function lateScreen<P extends object>(world: World, load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return latePart({ load, whileLoading: () => <ScreenPlace world={world} />, whereFailed: FailedScreen });
}

const allLate = new Set<LateModule<unknown>>();

/** Fetches whatever has not been shown yet, one after the other while nothing else is to do: the first visit of a screen does not wait. */
export async function loadRestWhenIdle(): Promise<void> {
  // What a loaded file brings along joins the set, and so its turn comes.
  for (const late of allLate) {
    await nothingElseToDo();
    await late.ask();
  }
}

/** Safari has no idle callback. */
function nothingElseToDo(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 200);
  });
}

function ScreenPlace({ world }: { readonly world: World }) {
  return (
    <section className="page" data-world={world} aria-busy="true">
      <div className="page-head page-place" />
      <span className="visually-hidden" role="status">
        {say('frame.late.loading')}
      </span>
    </section>
  );
}

function FailedScreen({ cause, onAgain }: FailedProps) {
  return (
    <Page world="neutral" path={[{ label: say('unknown.path'), href: '/home' }]} title={say('frame.late.title')}>
      <FailedPart cause={cause} onAgain={onAgain} />
    </Page>
  );
}

/** Why a part is not there, and the two ways on. */
export function FailedPart({ cause, onAgain }: FailedProps) {
  return (
    <div role="alert">
      <Empty
        title={say('frame.late.what')}
        action={
          <div className="row">
            <Button
              appearance="primary"
              onClick={({ currentTarget }) => {
                // The button goes; focus stays in its region.
                currentTarget.closest<HTMLElement>('[data-region]')?.focus();
                onAgain();
              }}
            >
              {say('frame.late.again')}
            </Button>
            <Button onClick={() => location.reload()}>{say('frame.reload')}</Button>
          </div>
        }
      >
        {say('frame.late.why')} <span className="mono">{cause}</span>
      </Empty>
    </div>
  );
}
