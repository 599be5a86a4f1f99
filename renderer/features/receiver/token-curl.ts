/** A request for an access token with client credentials (RFC 6749 §4.4.2), for a shell. Id and secret come from the environment. */
export function tokenCurl(tokenAddress: string): string {
  return `curl -sS -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials '${tokenAddress.replaceAll("'", "'\\''")}'`;
}
