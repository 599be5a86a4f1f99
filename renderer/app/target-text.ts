import type { ApplicationView } from '#shared/api/views.ts';

/** What the chip needs to know of an application. */
interface ChipTarget extends Pick<ApplicationView, 'targetKind' | 'tenantUrl'> {
  readonly status: Pick<ApplicationView['status'], 'needsConsent'>;
}

/** `Local · 127.0.0.1:8080`, or the host elsewhere and whether it may be written. */
export function targetText(app: ChipTarget | undefined, serverAddress: string): string {
  if (app?.targetKind !== 'remote') return `Local · ${hostOf(serverAddress)}`;
  const writes = app.status.needsConsent === null ? 'writes allowed' : 'read only';
  return `Remote · ${hostOf(app.tenantUrl ?? '')} · ${writes}`;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : 'no address';
}
