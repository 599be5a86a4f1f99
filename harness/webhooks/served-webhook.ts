import { randomBytes } from 'node:crypto';
import type { ScimServer } from '#server/scim-server.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { Vault } from '../adapters/vault.ts';
import { createOffsetClock } from '../adapters/virtual-clock.ts';
import { parseWebhookUrl, webhookSecretNames } from './webhook-address.ts';
import { WebhookSender } from './webhook-sender.ts';

/** Where a served directory sends its events. */
export interface ServedWebhookOptions {
  readonly url: string;
  /** The word of who starts it that a host elsewhere may be sent directory data. */
  readonly isHostAllowed: boolean;
  /** What deliveries are signed with; null: one is made, and kept in the vault. */
  readonly secret: string | null;
}

export interface ServedWebhook {
  /** Query values are `***`. */
  readonly url: string;
  readonly secret: string;
  close(): Promise<void>;
}

interface Means {
  readonly server: ScimServer;
  readonly vault: Vault;
  readonly organizationId: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Sends the events of a served organization to one endpoint, from now on: what an earlier start of the same folder left in the queue
 * comes first. Null options: none of them is sent, nor queued.
 */
export async function openServedWebhook(
  { server, vault, organizationId, environment }: Means,
  options: ServedWebhookOptions | null,
): Promise<Parsed<ServedWebhook | null>> {
  const { webhooks } = server;
  if (options === null) {
    webhooks.update(ENDPOINT_ID, { isEnabled: false });
    return accepted(null);
  }
  const address = parseWebhookUrl(options.url);
  if (!address.ok) return refused(...address.problems.map((problem) => ({ ...problem, place: '--webhook' })));
  const { masked, origin, isLoopback } = address.value;
  if (!isLoopback && !options.isHostAllowed) return refused(unaskedHost(origin));
  const names = webhookSecretNames(ENDPOINT_ID);
  const secret = options.secret ?? (await vault.read(names.secret)) ?? randomBytes(32).toString('base64url');
  await vault.write(names.url, options.url.trim());
  await vault.write(names.secret, secret);
  if (webhooks.endpoint(ENDPOINT_ID) === undefined) {
    webhooks.create({ id: ENDPOINT_ID, organizationId, directoryId: null, url: masked, origin, events: [] });
  }
  const allowedOrigin = isLoopback ? {} : { allowedOrigin: origin };
  webhooks.update(ENDPOINT_ID, { isEnabled: true, url: masked, origin, ...allowedOrigin });
  const sender = new WebhookSender({ server, vault, environment, clock: createOffsetClock(0), onAttempt: () => undefined });
  return accepted({ url: masked, secret, close: () => sender.close() });
}

/** One for each folder: the same command goes on with the same queue. */
const ENDPOINT_ID = 'we_serve';

function unaskedHost(origin: string) {
  return {
    place: '--webhook',
    message: `${origin} is not on this machine, and would be sent names and addresses of the users who arrive.`,
    remedy: 'Add --allow-host if it is to have them, or name an address on this machine.',
  };
}
