import { Button } from '@fluentui/react-components';
import { QuestionCircle20Regular, Search16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Banner } from '../components/banner.tsx';
import { Keys } from '../components/keys.tsx';
import { useAction } from '../components/use-action.ts';
import { GuideBar } from '../features/home/guide-bar.tsx';
import { useApi } from './api.tsx';
import { ClockBar } from './clock-bar.tsx';
import { CommandPalette } from './command-palette.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { useConnection, useView } from './live.tsx';
import { say } from './messages.ts';
import { closeOverlay, openOverlay, useOverlay } from './overlay.ts';
import { SetClockDialog } from './set-clock-dialog.tsx';
import { TargetChip } from './target-chip.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { useFrameKeys } from './use-frame-keys.ts';
import { WireBar } from './wire-bar.tsx';
import { WorldNav } from './world-nav.tsx';

/** What stays around every screen: time above, both worlds at the left, the wire below. */
export function Frame({ children }: { readonly children: ReactNode }) {
  useFrameKeys();
  return (
    <div className="frame">
      <button type="button" className="skip-link" onClick={() => document.querySelector<HTMLElement>('main')?.focus()}>
        {say('frame.skip')}
      </button>
      <header className="top-bar" data-region tabIndex={-1}>
        <div className="brand">
          <Logo />
          <span>{say('frame.name')}</span>
        </div>
        <ClockBar />
        <TargetChip />
        <SearchButton />
        <div className="top-tools">
          <ThemeMenu />
          <Button
            appearance="subtle"
            icon={<QuestionCircle20Regular />}
            aria-label={say('frame.help')}
            title={say('frame.help')}
            onClick={() => openOverlay('keys')}
          />
        </div>
      </header>
      <WorldNav />
      <main className="main" data-region tabIndex={-1}>
        <ConnectionLost />
        <Notices />
        <GuideBar />
        {children}
      </main>
      <WireBar />
      <OpenOverlay />
    </div>
  );
}

function SearchButton() {
  return (
    <button
      type="button"
      className="search-button"
      aria-keyshortcuts="Control+K"
      title={say('frame.search')}
      onClick={() => openOverlay('palette')}
    >
      <Search16Regular aria-hidden="true" />
      <span className="search-word">{say('frame.search')}</span>
      <Keys keys="Ctrl K" />
    </button>
  );
}

function OpenOverlay() {
  const overlay = useOverlay();
  switch (overlay) {
    case 'palette':
      return <CommandPalette onClose={() => closeOverlay('palette')} />;
    case 'keys':
      return <KeysDialog onClose={() => closeOverlay('keys')} />;
    case 'set-clock':
      return <SetClockDialog onClose={() => closeOverlay('set-clock')} />;
    case null:
      return null;
  }
}

function ConnectionLost() {
  if (useConnection() !== 'lost') return null;
  return (
    <div className="frame-banner">
      <Banner
        intent="error"
        title={say('frame.lost.title')}
        actions={
          <Button size="small" onClick={() => location.reload()}>
            {say('frame.reload')}
          </Button>
        }
      >
        {say('frame.lost.text')}
      </Banner>
    </div>
  );
}

function Notices() {
  const api = useApi();
  const { data } = useView(['workspace'], ['workspace'], () => api.workspace.read({}));
  const { run, isBusy } = useAction();
  const notices = data?.notices ?? [];
  if (notices.length === 0) return null;
  const [first = '', ...others] = notices;
  return (
    <div className="frame-banner">
      <Banner
        intent="warning"
        title={first}
        actions={
          <Button size="small" disabled={isBusy} onClick={() => void run(() => api.workspace.dismissNotices({}))}>
            {say('frame.dismiss')}
          </Button>
        }
      >
        {others.map((notice) => (
          <div key={notice}>{notice}</div>
        ))}
      </Banner>
    </div>
  );
}

function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <circle cx="5" cy="11" r="3.5" fill="none" stroke="var(--entra)" strokeWidth="2.2" />
      <circle cx="17" cy="11" r="3.5" fill="none" stroke="var(--receiver)" strokeWidth="2.2" />
      <path d="M8.5 11H11" stroke="var(--entra)" strokeWidth="2.2" />
      <path d="M11 11h2.5" stroke="var(--receiver)" strokeWidth="2.2" />
    </svg>
  );
}
