import { readQueryTokens } from './exchange-query-tokens.ts';

/** The query with one condition on a field in place of all it had; null takes them away. What else is written stays as it is. */
export function withQueryField(text: string, field: string, value: string | null): string {
  const tokens = readQueryTokens(text);
  // A text that cannot be read is not lost: the condition is put behind it, and the refusal stays in sight.
  const pieces = tokens.ok
    ? tokens.value.filter(({ name }) => name?.toLowerCase() !== field).map(({ from, to }) => text.slice(from, to))
    : [text.trim()];
  return [...pieces, ...(value === null ? [] : [`${field}:${quotedValue(value)}`])].join(' ');
}

/** What a query asks of a field, as text: `>=400`, `PATCH`, `Nadia Haas`. Null where it asks nothing. */
export function queryFieldText(text: string, field: string): string | null {
  const tokens = readQueryTokens(text);
  const found = tokens.ok ? tokens.value.filter(({ name }) => name?.toLowerCase() === field) : [];
  if (found.length === 0) return null;
  return found
    .map(({ isExcluded, comparison, values }) => {
      const sign = comparison === ':' || comparison === '=' ? '' : comparison;
      return `${isExcluded ? 'not ' : ''}${sign}${values.map((value) => value.text).join(', ')}`;
    })
    .join(' and ');
}

function quotedValue(value: string): string {
  return /^[^\s",]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
