import type { ApplicationView } from '#shared/api/application-views.ts';
import { DAY_MS } from '#shared/kernel/duration.ts';
import { momentText } from '../components/moment.tsx';
import { useApi } from './api.tsx';
import { useClockMoves } from './clock-moves.tsx';
import { cycleIntervalMs } from './clock-text.ts';
import { useHold } from './hold.ts';
import { say } from './messages.ts';
import { useApps, useOpenApp } from './open-app.ts';
import { openOverlay } from './overlay.ts';
import type { PaletteEntry } from './palette-entry.ts';
import { themeChoices, useThemeChoice } from './theme.ts';
import { themeWords } from './theme-menu.tsx';

/** Everything that can be run from anywhere, as it stands now. */
export function usePaletteCommands(): readonly PaletteEntry[] {
  const clock = useClockCommands();
  const jobs = useJobCommands();
  const [, chooseTheme] = useThemeChoice();
  return [
    ...clock,
    ...jobs,
    making('/entra/users/new', say('run.new-user'), say('nav.entra')),
    making('/entra/users/import', say('run.import'), say('nav.entra')),
    making('/entra/apps/new', say('run.new-app'), say('nav.entra')),
    making('/recv/orgs/new', say('run.new-org'), say('nav.receiver')),
    making('/recv/orgs/add-directory', say('run.new-directory'), say('nav.receiver')),
    { key: 'run keys', kind: 'run', title: say('run.keys'), detail: '', keys: '?', run: () => openOverlay('keys') },
    ...themeChoices.map(
      (choice): PaletteEntry => ({
        key: `run theme ${choice}`,
        kind: 'run',
        title: say('run.theme', { theme: say(themeWords[choice]) }),
        detail: '',
        run: () => chooseTheme(choice),
      }),
    ),
  ];
}

function making(href: string, title: string, detail: string): PaletteEntry {
  return { key: `run ${href}`, kind: 'run', title, detail, href };
}

function useClockCommands(): readonly PaletteEntry[] {
  const { clock, agenda, isMoving, blockedBecause, move, moveTo, stop } = useClockMoves();
  const nextCycleAt = clock?.nextCycleAt ?? null;
  const lacksRetry = !agenda.some(({ kind }) => kind === 'retry');
  const command = (key: string, title: string, run: () => void, because: string | null = null): PaletteEntry => ({
    key: `run ${key}`,
    kind: 'run',
    title,
    detail: blockedBecause ?? because ?? '',
    run,
    blockedBecause: blockedBecause ?? because,
  });
  if (isMoving) return [{ ...command('stop-clock', say('run.stop-clock'), stop), detail: '', blockedBecause: null }];
  const advance = command('advance', say('run.advance'), () => move(cycleIntervalMs));
  const time = nextCycleAt === null ? null : momentText(nextCycleAt, 'minute');
  return [
    { ...advance, keys: 'Ctrl →', detail: time === null ? advance.detail : say('run.advance.next', { time }) },
    command('cycle', say('run.cycle'), () => moveTo('next-cycle'), nextCycleAt === null ? say('run.cycle.none') : null),
    command('retry', say('run.retry'), () => moveTo('next-retry'), lacksRetry ? say('clock.retry.none') : null),
    command('day', say('run.day'), () => move(DAY_MS)),
    command('month', say('run.month'), () => move(30 * DAY_MS)),
    command('set', say('run.set'), () => openOverlay('set-clock')),
  ];
}

function useJobCommands(): readonly PaletteEntry[] {
  const api = useApi();
  const apps = useApps() ?? [];
  const openApp = useOpenApp();
  const isHolding = useHold(openApp?.id).data?.isHolding ?? false;
  const ordered = [...apps].sort((a, b) => Number(b.id === openApp?.id) - Number(a.id === openApp?.id));
  const startAndStop = ordered.flatMap((app): readonly PaletteEntry[] => [
    ofApp(app, 'start', say('run.start'), () => api.job.start({ appId: app.id }), isOn(app) ? say('run.start.on') : null),
    ofApp(app, 'stop', say('run.stop'), () => api.job.stop({ appId: app.id }), isOn(app) ? null : say('run.stop.off')),
  ]);
  if (openApp === undefined) return startAndStop;
  const title = isHolding ? say('run.unhold') : say('run.hold');
  const hold = () => api.stepping.setHolding({ appId: openApp.id, isHolding: !isHolding });
  return [...startAndStop, ofApp(openApp, 'hold', title, hold, null)];
}

function ofApp(app: ApplicationView, what: string, title: string, run: () => unknown, because: string | null): PaletteEntry {
  const blockedBecause = app.isConfigured ? because : say('run.unconnected');
  return {
    key: `run ${what} ${app.id}`,
    kind: 'run',
    title,
    detail: blockedBecause === null ? app.name : `${app.name}: ${blockedBecause}`,
    run,
    blockedBecause,
  };
}

function isOn({ status }: ApplicationView): boolean {
  return status.state !== 'off' && status.state !== 'not-configured';
}
