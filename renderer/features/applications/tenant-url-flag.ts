/** The flag on a tenant URL that selects PATCH as RFC 7644 writes it. Microsoft: application-provisioning-config-problem-scim-compatibility. */
export const COMPLIANCE_FLAG = 'aadOptscim062020';

/** Whether the text of a tenant URL carries the flag in its query, whatever its value. Works on text that is no URL yet. */
export function hasComplianceFlag(tenantUrl: string): boolean {
  return queryPartsOf(tenantUrl).some(isFlag);
}

/** The same text with the flag added to, or taken from, its query; everything else stays as typed. */
export function withComplianceFlag(tenantUrl: string, choice: { readonly isCompliant: boolean }): string {
  const text = tenantUrl.trim();
  if (choice.isCompliant === hasComplianceFlag(text)) return tenantUrl;
  const [address = ''] = text.split('?');
  const parts = queryPartsOf(text).filter((part) => part !== '' && !isFlag(part));
  const kept = choice.isCompliant ? [...parts, COMPLIANCE_FLAG] : parts;
  return kept.length === 0 ? address : `${address}?${kept.join('&')}`;
}

function queryPartsOf(tenantUrl: string): readonly string[] {
  const start = tenantUrl.indexOf('?');
  return start < 0 ? [] : tenantUrl.slice(start + 1).split(/[?&]/);
}

// `AzureAdScimPatch062020` is the name the same page gave it in 2020.
const flagNames: readonly string[] = [COMPLIANCE_FLAG, 'AzureAdScimPatch062020'].map((name) => name.toLowerCase());

function isFlag(part: string): boolean {
  return flagNames.includes(part.split('=')[0]?.toLowerCase() ?? '');
}
