import { type CopiedExchange, type CopiedValue, copiedRequest } from './exchange-copy.ts';

/**
 * The request as a command for PowerShell 7. Whatever a body holds stays data: it stands in a verbatim string, and goes out as
 * UTF-8. Secrets come from the environment: `$env:SCIM_TOKEN` and the like.
 */
export function powershellOf(exchange: CopiedExchange): string {
  const { method, url, headers, body } = copiedRequest(exchange);
  const contentType = headers.find(([name]) => /^content-type$/i.test(name))?.[1].text;
  const uri = url.map(valueText).join(' + ');
  return [
    `Invoke-WebRequest -Method ${method} -SkipHttpErrorCheck -SkipHeaderValidation`,
    `-Uri ${url.length > 1 ? `(${uri})` : uri}`,
    `-Headers @{\n${headers
      .filter(([name]) => !/^content-type$/i.test(name))
      .map(([name, value]) => `    ${verbatim(name)} = ${valueText(value)}`)
      .join('\n')}\n  }`,
    ...(contentType === undefined ? [] : [`-ContentType ${verbatim(contentType)}`]),
    ...(body === '' ? [] : [`-Body ([Text.Encoding]::UTF8.GetBytes(${verbatim(body)}))`]),
  ].join(' `\n  ');
}

function valueText({ text, variable }: CopiedValue): string {
  if (variable === null) return verbatim(text);
  return text === '' ? `$env:${variable}` : `${verbatim(text)} + $env:${variable}`;
}

/**
 * A verbatim string. PowerShell takes the typographic single quotes for its own (about_Quoting_Rules; its tokenizer's
 * `IsSingleQuote`), so that each of them is doubled, too.
 */
function verbatim(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
