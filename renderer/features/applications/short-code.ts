/** An error code without the prefix of every SCIM job, for which a column has no room. */
export function shortCode(code: string): string {
  return code.replace(/^SystemForCrossDomainIdentityManagement(?=.)/, '…');
}
