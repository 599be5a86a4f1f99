import { parseJson } from '#shared/kernel/json.ts';
import { type CopiedExchange, type CopiedValue, copiedRequest } from './exchange-copy.ts';

/**
 * The request as a file for the HTTP clients of editors. Secrets come from the environment by `{{$processEnv SCIM_TOKEN}}`. A body
 * is JSON in many lines, in which none can begin with what ends a request (`###`) or reads a file (`<`).
 */
export function httpFileOf(exchange: CopiedExchange): string {
  const { method, url, headers, body } = copiedRequest(exchange);
  return [
    `### ${method} ${exchange.target}`,
    `${method} ${url.map(valueText).join('')} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${valueText(value)}`),
    ...(body === '' ? [] : ['', literal(body)]),
    '',
  ].join('\n');
}

function valueText({ text, variable }: CopiedValue): string {
  return variable === null ? text : `${text}{{$processEnv ${variable}}}`;
}

/** Two braces would be a variable. In JSON they stand side by side only inside a text, where one may be escaped. */
function literal(body: string): string {
  const json = parseJson(body);
  if (json === undefined) return body;
  return JSON.stringify(json, null, 2).replace(/\{(?=\{)/g, '\\u007b');
}
