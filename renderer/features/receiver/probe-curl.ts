/** What Test Connection sends first, for a shell: a search for a user that does not exist. The token comes from the environment. */
export function probeCurl(endpoint: string): string {
  const url = `${endpoint}/Users?filter=userName+eq+%22nobody-at-all%22&startIndex=1&count=1`;
  return `curl -sS -H "Authorization: Bearer $SCIM_TOKEN" -H 'Accept: application/scim+json' '${url.replaceAll("'", "'\\''")}'`;
}
