import { setTimeout as wait } from 'node:timers/promises';
import type { ScimServer } from '#server/scim-server.ts';
import { WEBHOOK_RETRY_DELAYS_MS, WEBHOOK_TIMEOUT_MS } from '#server/webhooks/delivery-rules.ts';
import { signWebhook, WEBHOOK_SIGNATURE_HEADER } from '#server/webhooks/signature.ts';
import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from '#server/webhooks/webhook.ts';
import { textOfAnswer } from '../adapters/response-body.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { createLines, loadClient } from '../adapters/target-line.ts';
import { authorityOf } from '../adapters/target-socket.ts';
import { failureOf } from '../adapters/transport-fault.ts';
import type { Vault } from '../adapters/vault.ts';
import type { OffsetClock } from '../adapters/virtual-clock.ts';
import { parseWebhookUrl, type WebhookAddress, webhookSecretNames } from './webhook-address.ts';

interface Means {
  readonly server: ScimServer;
  readonly vault: Vault;
  /** Says when an attempt is due; a move of it makes due what lies on the way. */
  readonly clock: OffsetClock;
  /** Read for the proxy on the way to another machine. */
  readonly environment: NodeJS.ProcessEnv;
  /** From sending to the last byte. */
  readonly timeoutMs?: number;
  /** Called after each attempt. */
  readonly onAttempt: () => void;
}

/** The system's clock is looked at again at least this often, so that a sleep of the machine is noticed. */
const LOOK_INTERVAL_MAX_MS = 60_000;
/** After a fault of this machine's, such as a full disk. */
const RECOVERY_MS = 5_000;
const BODY_HEAD_MAX = 1000;
const TRUST = { certificateAuthority: null, certificateFingerprint: null };

/**
 * Sends what is queued for the webhooks of one workspace, when it is due on its clock. One request at a time for each endpoint, in the
 * order in which attempts fall due: a retried delivery comes after newer ones. What was on its way when the host ended is sent again.
 */
export class WebhookSender {
  readonly #means: Means;
  readonly #draining = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  /** Null, once the host ends. */
  readonly #stopped: Promise<null>;
  readonly #unsubscribe: readonly (() => void)[];
  #timer: NodeJS.Timeout | undefined;
  #look: NodeJS.Immediate | undefined;

  constructor(means: Means) {
    this.#means = means;
    const { promise, resolve } = Promise.withResolvers<null>();
    this.#stopped = promise;
    this.#stop.signal.addEventListener('abort', () => resolve(null), { once: true });
    // Later, when what was queued is committed.
    const lookSoon = (): void => {
      this.#look ??= setImmediate(() => {
        this.#look = undefined;
        this.#schedule();
      });
    };
    this.#unsubscribe = [means.server.webhooks.onChanged(lookSoon), means.clock.onAdvanced(lookSoon)];
    lookSoon();
  }

  /** An attempt that is on its way is broken off, and counts as not made. */
  async close(): Promise<void> {
    this.#stop.abort();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    clearTimeout(this.#timer);
    clearImmediate(this.#look);
    await Promise.all(this.#draining.values());
  }

  /** Begins with the endpoints that have something due, and sets the timer for what is not. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#stop.signal.aborted) return;
    let waitMs = LOOK_INTERVAL_MAX_MS;
    try {
      waitMs = this.#beginDue();
    } catch {
      // A disk that cannot be read now is asked again at the next look; nobody waits for this.
    }
    this.#timer = setTimeout(() => this.#schedule(), waitMs);
    this.#timer.unref();
  }

  /** Answers how long it is until the next attempt is due. */
  #beginDue(): number {
    const { server, clock } = this.#means;
    let waitMs = LOOK_INTERVAL_MAX_MS;
    for (const endpoint of server.webhooks.endpoints()) {
      if (this.#draining.has(endpoint.id) || !maySend(endpoint)) continue;
      const dueAt = server.webhooks.nextOf(endpoint.id)?.nextAttemptAt ?? null;
      if (dueAt === null) continue;
      const dueInMs = dueAt - clock.now();
      if (dueInMs <= 0) this.#begin(endpoint.id);
      else waitMs = Math.min(waitMs, dueInMs);
    }
    return waitMs;
  }

  #begin(endpointId: string): void {
    const recover = (): Promise<void> =>
      wait(RECOVERY_MS, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
    // What could not be noted stays queued, and is sent again.
    const drained = this.#drain(endpointId)
      .catch(recover)
      .finally(() => {
        this.#draining.delete(endpointId);
        this.#schedule();
      });
    this.#draining.set(endpointId, drained);
  }

  async #drain(endpointId: string): Promise<void> {
    const { webhooks } = this.#means.server;
    while (!this.#stop.signal.aborted) {
      const endpoint = webhooks.endpoint(endpointId);
      if (endpoint === undefined || !maySend(endpoint)) return;
      const delivery = webhooks.nextOf(endpointId);
      if (delivery === undefined || (delivery.nextAttemptAt ?? 0) > this.#means.clock.now()) return;
      await this.#attempt(endpoint, delivery);
    }
  }

  async #attempt(endpoint: WebhookEndpoint, delivery: WebhookDelivery): Promise<void> {
    const { server, clock, onAttempt } = this.#means;
    // Loaded here, so that it does not count as a part of the attempt.
    await loadClient();
    const startedAt = performance.now();
    const result = await Promise.race([this.#send(endpoint, delivery), this.#stopped]);
    if (result === null) return;
    const now = clock.now();
    const attempt = { ...result, at: now, durationMs: performance.now() - startedAt };
    const delayMs = result.failure === null ? undefined : WEBHOOK_RETRY_DELAYS_MS[delivery.attemptCount];
    server.webhooks.noteAttempt(delivery.number, attempt, delayMs === undefined ? null : now + delayMs);
    onAttempt();
  }

  async #send(endpoint: WebhookEndpoint, delivery: WebhookDelivery): Promise<Result> {
    const { server, vault } = this.#means;
    const body = server.webhooks.bodyOf(delivery.number);
    if (body === undefined) return unsent('The event is no longer kept, so there is nothing to send.');
    const names = webhookSecretNames(endpoint.id);
    const read = (name: string): Promise<string | null> => vault.read(name).catch(() => null);
    const [urlText, secret] = await Promise.all([read(names.url), read(names.secret)]);
    const address = urlText === null ? null : parseWebhookUrl(urlText);
    if (secret === null || address === null || !address.ok) {
      return unsent(
        'The secret or the URL of this endpoint is no longer in the vault: enter the URL again and renew the secret.',
      );
    }
    if (!mayReach(endpoint, address.value)) return unsent(`${address.value.origin} was not allowed to be sent anything.`);
    return this.#post(address.value, body, secret);
  }

  async #post({ place, path, mask }: WebhookAddress, body: string, secret: string): Promise<Result> {
    const { environment, timeoutMs = WEBHOOK_TIMEOUT_MS } = this.#means;
    // A connection for each attempt: one that was kept could be closed in the moment it is used, and a POST is not repeated.
    const lines = createLines(await loadClient(), { environment, trust: TRUST, timeoutMs });
    this.#stop.signal.addEventListener('abort', lines.close, { once: true });
    try {
      this.#stop.signal.throwIfAborted();
      const answer = await lines.ask(place, {
        method: 'POST',
        path,
        headers: [
          ['Content-Type', 'application/json'],
          // The receiver compares it with its own clock, so it is the system's time, wherever the workspace's clock stands.
          [WEBHOOK_SIGNATURE_HEADER, signWebhook(body, { secret, issuedAtMs: systemClock.now() })],
          ['Connection', 'close'],
        ],
        body: Buffer.from(body),
      });
      const text = await textOfAnswer(answer);
      const { status } = answer;
      return { status, failure: refusalOf(status), bodyHead: mask(text).slice(0, BODY_HEAD_MAX) };
    } catch (error) {
      return unsent(failureOf(error, authorityOf(place)).detail);
    } finally {
      this.#stop.signal.removeEventListener('abort', lines.close);
      lines.close();
    }
  }
}

type Result = Pick<WebhookAttempt, 'status' | 'failure' | 'bodyHead'>;

function unsent(failure: string): Result {
  return { status: null, failure, bodyHead: '' };
}

function refusalOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  const isRedirect = status >= 300 && status < 400;
  return isRedirect ? `It answered ${status}, and redirects are not followed.` : `It answered ${status}; 2xx is a delivery.`;
}

/** What waits for an endpoint that is off, or whose host nobody has allowed, stays in the queue. */
function maySend(endpoint: WebhookEndpoint): boolean {
  return endpoint.isEnabled && webhookConsent(endpoint) !== 'needed';
}

/** Whether a host may be sent directory data: one on this machine always, any other once a person has allowed its origin. */
export function webhookConsent({ origin, allowedOrigin }: Pick<WebhookEndpoint, 'origin' | 'allowedOrigin'>) {
  const address = parseWebhookUrl(origin);
  if (address.ok && address.value.isLoopback) return 'loopback';
  return allowedOrigin === origin ? 'given' : 'needed';
}

/** The URL in the vault decides; what the database says of it is for looking at. */
function mayReach({ allowedOrigin }: WebhookEndpoint, { isLoopback, origin }: WebhookAddress): boolean {
  return isLoopback || allowedOrigin === origin;
}
