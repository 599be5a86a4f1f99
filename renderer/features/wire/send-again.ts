import type { ApplicationView } from '#shared/api/application-views.ts';
import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';

export type SendAgainProblem = 'no-target' | 'needs-consent' | 'cut';

/** Why a request cannot be sent again to an application's target; null where it can. */
export function sendAgainProblem(
  { method, isCut, requestBody }: Pick<ExchangeDetailView, 'method' | 'isCut' | 'requestBody'>,
  app:
    | (Pick<ApplicationView, 'isConfigured' | 'targetKind'> & {
        readonly status: Pick<ApplicationView['status'], 'needsConsent'>;
      })
    | undefined,
): SendAgainProblem | null {
  if (app === undefined || !app.isConfigured) return 'no-target';
  if (isCut && requestBody.includes('[cut here: ')) return 'cut';
  return method !== 'GET' && app.targetKind === 'remote' && app.status.needsConsent !== null ? 'needs-consent' : null;
}

export function hostOf({ tenantUrl }: Pick<ApplicationView, 'tenantUrl'>): string {
  return tenantUrl !== null && URL.canParse(tenantUrl) ? new URL(tenantUrl).host : 'the target';
}
