import { createSecretMask } from '../adapters/secret-mask.ts';
import { readTarget } from '../session/target.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { refusal } from './implementer.ts';

/** What a person types goes into the trace, where no secret of the connection may stand: it is refused with a sentence. */
export async function refuseSecrets(
  parts: WorkspaceParts,
  appId: string,
  { names, texts }: { readonly names: readonly string[]; readonly texts: readonly string[] },
): Promise<void> {
  const target = await readTarget(parts, appId);
  if (!target.ok) return;
  const { url, token, clientCredentials, options } = target.value;
  const tokens = [token, clientCredentials?.clientSecret ?? null, parts.accessTokens.get(appId)?.token ?? null];
  const masks = tokens.map((secret) => createSecretMask(url, secret, options.extraHeader));
  if (texts.some((text) => masks.some((mask) => mask(text) !== text))) {
    throw refusal({
      place: 'Stepping',
      message: 'A secret of this connection stands in what was typed, and the trace would keep it.',
      remedy: 'Take it out: the connection adds its credentials by itself.',
    });
  }
  const extra = options.extraHeader?.name.toLowerCase();
  if (extra !== undefined && names.some((name) => name.toLowerCase() === extra)) {
    throw refusal({
      place: 'Headers',
      message: `${options.extraHeader?.name} is the extra header of this connection, which adds it by itself.`,
      remedy: 'Take it out, or change it under Connectivity.',
    });
  }
}
