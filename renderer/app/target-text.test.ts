import { expect, test } from 'vitest';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { JobStatusView } from '#shared/api/job-views.ts';
import { domainOf, targetText } from './target-text.ts';

const consent = { host: 'api.tidewater.test', userCount: 12, groupCount: 1 };
const app = (difference: Partial<ApplicationView>, needsConsent: JobStatusView['needsConsent'] = null) => ({
  targetKind: 'local' as const,
  tenantUrl: 'http://127.0.0.1:8080/scim/v2/larkfield-entra',
  status: { needsConsent },
  ...difference,
});

test.each([
  ['no application', undefined, 'Local · 127.0.0.1:8080'],
  ['a local target', app({}), 'Local · 127.0.0.1:8080'],
  ['an application without a connection', app({ targetKind: null, tenantUrl: null }), 'Local · 127.0.0.1:8080'],
  [
    'a remote target before consent',
    app({ targetKind: 'remote', tenantUrl: 'https://api.tidewater.test/scim?key=***' }, consent),
    'Remote · api.tidewater.test · read only',
  ],
  [
    'a remote target after consent',
    app({ targetKind: 'remote', tenantUrl: 'https://api.tidewater.test:8443/scim' }),
    'Remote · api.tidewater.test:8443 · writes allowed',
  ],
])('%s', (_sentence, application, text) => {
  expect(targetText(application, 'http://127.0.0.1:8080')).toBe(text);
});

test.each([
  ['ada.marsh@larkfield.test', 'larkfield.test'],
  ['liam.byrne_partner.test#EXT#@larkfield.test', 'larkfield.test'],
  ['ada', ''],
  [undefined, ''],
])('the domain of %s is "%s"', (principalName, domain) => {
  expect(domainOf(principalName)).toBe(domain);
});
