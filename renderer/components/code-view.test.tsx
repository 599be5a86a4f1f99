import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CodeView } from './code-view.tsx';

const shown = (text: string) => renderToStaticMarkup(<CodeView label="Response body" text={text} />);
const plainText = (markup: string) =>
  markup
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

test('JSON is indented, and every character of it is there', () => {
  const body = { active: false, name: { familyName: 'O"Neil' }, count: -1.5e3, note: null };
  expect(plainText(shown(JSON.stringify(body)))).toBe(JSON.stringify(body, null, 2));
});

test('keys, strings, numbers and literals are told apart', () => {
  const kinds = [...shown('{"a":"true","b":[1,null]}').matchAll(/data-token="(\w+)">([^<]+)/g)].map(([, kind, text]) => [
    kind,
    text?.replaceAll('&quot;', '"'),
  ]);
  expect(kinds).toEqual([
    ['key', '"a":'],
    ['string', '"true"'],
    ['key', '"b":'],
    ['number', '1'],
    ['literal', 'null'],
  ]);
});

test.each([
  ['an HTML page instead of JSON', '<!doctype html><script>alert(1)</script>'],
  ['markup inside a JSON string', '{"displayName":"<img src=x onerror=alert(1)>"}'],
])('%s stays text', (_sentence, body) => {
  expect(shown(body)).not.toMatch(/<(script|img|!doctype)/i);
  expect(plainText(shown(body)).replaceAll(/\s/g, '')).toBe(body.replaceAll(/\s/g, ''));
});

test('a body is a region that the keyboard can reach', () => {
  expect(shown('{}')).toMatch(/^<section class="code-view" tabindex="0" aria-label="Response body">/i);
});
