import type { ApplicationView } from '#shared/api/application-views.ts';
import { say } from './messages.ts';

/** What the chip needs to know of an application. */
interface ChipTarget extends Pick<ApplicationView, 'targetKind' | 'tenantUrl'> {
  readonly status: Pick<ApplicationView['status'], 'needsConsent'>;
}

/** `Local · 127.0.0.1:8080`, or the host elsewhere and whether it may be written. */
export function targetText(app: ChipTarget | undefined, serverAddress: string): string {
  if (app?.targetKind !== 'remote') return say('target.local', { host: hostOf(serverAddress) });
  const host = hostOf(app.tenantUrl ?? '');
  return app.status.needsConsent === null ? say('target.writes', { host }) : say('target.reads', { host });
}

/** `127.0.0.1:8080` of an address. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : say('target.none');
}

/** `larkfield.test` of `ada.marsh@larkfield.test`; empty where the value names none. */
export function domainOf(principalName: unknown): string {
  return typeof principalName === 'string' ? (/@([^@]+)$/.exec(principalName)?.[1] ?? '') : '';
}
