/** How the receiver of the examples is started for an endpoint on this machine; null for one elsewhere. The secret comes from the environment. */
export function receiverExample(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port } = new URL(url);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  if (protocol !== 'http:' || !isHere) return null;
  return `PORT=${port === '' ? '80' : port} node docs/examples/verify-webhook.mjs`;
}
