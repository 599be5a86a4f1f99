import { createHmac } from 'node:crypto';

export const WEBHOOK_SIGNATURE_HEADER = 'WorkOS-Signature';

/**
 * `t=<milliseconds>, v1=<hex>`: HMAC-SHA256 with the endpoint's secret over the time, a dot and the body as it is sent. The comma is
 * followed by a blank, and verifiers read the two parts by their order. Source: workos-node, src/common/crypto/signature-provider.ts.
 */
export function signWebhook(
  body: string,
  { secret, issuedAtMs }: { readonly secret: string; readonly issuedAtMs: number },
): string {
  const digest = createHmac('sha256', secret).update(`${issuedAtMs}.${body}`).digest('hex');
  return `t=${issuedAtMs}, v1=${digest}`;
}
