import { parseJson } from '#shared/kernel/json.ts';
import {
  type CopiedExchange,
  type CopiedValue,
  copiedBody,
  copiedHeaders,
  copiedTarget,
  QUERY_VARIABLE,
  URL_VARIABLE,
} from './exchange-copy.ts';

/**
 * The request as a file for the HTTP clients of editors. Secrets come from the environment by `{{$processEnv SCIM_TOKEN}}`. A body
 * is JSON in many lines, in which none can begin with what ends a request (`###`) or reads a file (`<`).
 */
export function httpFileOf(exchange: CopiedExchange): string {
  const { method, address, hasSecretQuery } = exchange;
  const url = `${address ?? variableText(URL_VARIABLE)}${copiedTarget(exchange)}${hasSecretQuery ? variableText(QUERY_VARIABLE) : ''}`;
  const body = copiedBody(exchange);
  return [
    `### ${method} ${exchange.target}`,
    `${method} ${url} HTTP/1.1`,
    ...copiedHeaders(exchange).map(([name, value]) => `${name}: ${headerText(value)}`),
    ...(body === '' ? [] : ['', literal(body)]),
    '',
  ].join('\n');
}

function headerText({ text, variable }: CopiedValue): string {
  return variable === null ? text : `${text}${variableText(variable)}`;
}

function variableText(name: string): string {
  return `{{$processEnv ${name}}}`;
}

/** Two braces would be a variable. In JSON they stand side by side only inside a text, where one may be escaped. */
function literal(body: string): string {
  const json = parseJson(body);
  if (json === undefined) return body;
  return JSON.stringify(json, null, 2).replace(/\{(?=\{)/g, '\\u007b');
}
