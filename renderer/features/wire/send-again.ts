import type { ApplicationView } from '#shared/api/application-views.ts';
import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';

export type SendAgainProblem = 'no-target' | 'needs-consent' | 'cut' | 'token-request';

/** Why a request cannot be sent again to an application's target; null where it can. */
export function sendAgainProblem(
  { method, purpose, isCut, requestBody }: Pick<ExchangeDetailView, 'method' | 'purpose' | 'isCut' | 'requestBody'>,
  app:
    | (Pick<ApplicationView, 'isConfigured' | 'targetKind'> & {
        readonly status: Pick<ApplicationView['status'], 'needsConsent'>;
      })
    | undefined,
): SendAgainProblem | null {
  if (purpose === 'access-token') return 'token-request';
  if (app === undefined || !app.isConfigured) return 'no-target';
  if (isCut && requestBody.includes('[cut here: ')) return 'cut';
  return method !== 'GET' && app.targetKind === 'remote' && app.status.needsConsent !== null ? 'needs-consent' : null;
}

export function hostOf({ tenantUrl }: Pick<ApplicationView, 'tenantUrl'>): string {
  return tenantUrl !== null && URL.canParse(tenantUrl) ? new URL(tenantUrl).host : 'the target';
}
