import { type CopiedExchange, type CopiedValue, copiedRequest } from './exchange-copy.ts';

/**
 * The request as a command for bash and other POSIX shells. Whatever a body holds stays data: it stands between single quotes.
 * Secrets are variables: `$SCIM_TOKEN`; `$SCIM_QUERY` where the tenant URL has a query; `$SCIM_URL` where its address is gone.
 */
export function curlOf(exchange: CopiedExchange): string {
  const { method, url, headers, body } = copiedRequest(exchange);
  return [
    // Brackets and braces of a filter are no patterns of curl's.
    `curl --include --globoff --request ${method} ${url.map(valueText).join('')}`,
    ...headers.map(([name, value]) => `--header ${headerText(name, value)}`),
    ...absentHeaders(exchange).map((name) => `--header ${quoted(`${name}:`)}`),
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ');
}

/** What curl would add and Entra does not send: a gateway may treat a request with it in another way. */
function absentHeaders({ requestHeaders }: CopiedExchange): readonly string[] {
  const sent = new Set(requestHeaders.map(([name]) => name.toLowerCase()));
  return ['Accept', 'User-Agent'].filter((name) => !sent.has(name.toLowerCase()));
}

function headerText(name: string, { text, variable }: CopiedValue): string {
  // curl drops a header without a value unless a semicolon stands for the colon.
  if (text === '' && variable === null) return quoted(`${name};`);
  return valueText({ text: `${name}: ${text}`, variable });
}

function valueText({ text, variable }: CopiedValue): string {
  return variable === null ? quoted(text) : `${quoted(text)}"$${variable}"`;
}

/** Between single quotes a shell reads nothing but their end. */
function quoted(text: string): string {
  return text === '' ? '' : `'${text.replaceAll("'", `'\\''`)}'`;
}
