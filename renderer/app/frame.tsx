import { Button } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { Banner } from '../components/banner.tsx';
import { useAction } from '../components/use-action.ts';
import { useApi } from './api.tsx';
import { ClockBar } from './clock-bar.tsx';
import { useConnection, useView } from './live.tsx';
import { regionAfter } from './regions.ts';
import { TargetChip } from './target-chip.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { WireBar } from './wire-bar.tsx';
import { WorldNav } from './world-nav.tsx';

/** What stays around every screen: time above, both worlds at the left, the wire below. */
export function Frame({ children }: { readonly children: ReactNode }) {
  useRegionKeys();
  return (
    <div className="frame">
      <button type="button" className="skip-link" onClick={() => document.querySelector<HTMLElement>('main')?.focus()}>
        Skip to the page
      </button>
      <header className="top-bar" data-region tabIndex={-1}>
        <div className="brand">
          <Logo />
          <span>SCIM Rehearsal</span>
        </div>
        <ClockBar />
        <TargetChip />
        <ThemeMenu />
      </header>
      <WorldNav />
      <main className="main" data-region tabIndex={-1}>
        <ConnectionLost />
        <Notices />
        {children}
      </main>
      <WireBar />
    </div>
  );
}

function ConnectionLost() {
  if (useConnection() !== 'lost') return null;
  return (
    <div className="frame-banner">
      <Banner
        intent="error"
        title="The program behind this window has ended or refused it"
        actions={
          <Button size="small" onClick={() => location.reload()}>
            Reload
          </Button>
        }
      >
        What you see is the last that was known; nothing it had acknowledged is lost. Start it again (<code>rehearse ui</code>)
        and reload, or open the address it prints.
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
            Dismiss
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

/** F6 goes round top bar, navigation, page, wire; Shift+F6 the other way. */
function useRegionKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'F6') return;
      event.preventDefault();
      const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
      const current = regions.findIndex((region) => region.contains(document.activeElement));
      regions[regionAfter(current, { count: regions.length, direction: event.shiftKey ? -1 : 1 })]?.focus();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
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
