import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { CopiedExchange } from './exchange-copy.ts';
import { curlOf } from './exchange-curl.ts';
import { harOf } from './exchange-har.ts';
import { httpFileOf } from './exchange-http-file.ts';
import { powershellOf } from './exchange-powershell.ts';

const patch: CopiedExchange = {
  at: Date.UTC(2026, 2, 3, 10, 21, 0, 350),
  durationMs: 9.25,
  method: 'PATCH',
  target: '/Users/77e0',
  address: 'https://scim.example.test/v2',
  hasSecretQuery: false,
  requestHeaders: [
    ['Host', 'scim.example.test'],
    ['Authorization', 'Bearer ***'],
    ['ADSCIMVersion', '5.0'],
    ['Content-Type', 'application/scim+json; charset=utf-8'],
    ['Content-Length', '40'],
    ['Connection', 'keep-alive'],
  ],
  requestBody: '{\n  "displayName": "Siobhan O\'Neil"\n}',
  status: 200,
  failure: null,
  responseHeaders: [['Content-Type', 'application/scim+json']],
  responseBody: '{"id":"77e0"}',
};

/** What a shell hands to the program, with the secrets set as a person would. */
function argumentsInBash(command: string): readonly string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const env = { SCIM_TOKEN: 'the token', SCIM_QUERY: 'code=s3cret', SCIM_URL: 'https://other.test', SCIM_HEADER: 'key' };
  return execFileSync('bash', ['--norc', '-c', script], { env }).toString().split('\0').slice(0, -1);
}

const nastyTexts = [
  `O'Neil's "quoted" $HOME \`id\` $(id) \${x} !! \\ \\' %s %0 ^ & | ; < > * ? [a] {b,c} ~ #`,
  "'; rm -rf / #",
  "''''",
  'line\nbreak\r\ttab\u0000nul',
  '\u2018curly\u2019 \u201alow\u201b',
  'Łukasz Ünïcödé 漢字 🙂 \u2028 \u202e',
  '@file <file ### {{variable}} {{{x}}}',
  '$env:TEMP `n "here"\n\'@\n@"',
];

test.each(nastyTexts)('bash hands curl the body as it was sent: %j', (text) => {
  const body = JSON.stringify({ displayName: text });
  const given = argumentsInBash(curlOf({ ...patch, requestBody: body }));
  expect(given.slice(given.indexOf('--data-raw'))).toEqual(['--data-raw', body]);
});

test.each(nastyTexts)('PowerShell reads the body as it was sent: %j', (text) => {
  const body = JSON.stringify({ displayName: text });
  const command = powershellOf({ ...patch, requestBody: body });
  expect(verbatimStrings(command).at(-1)).toBe(body);
});

test.each(nastyTexts)(
  'an HTTP file keeps the meaning of a body, and no variable or end of a request comes into it: %j',
  (text) => {
    const file = httpFileOf({ ...patch, requestBody: JSON.stringify({ displayName: text, deep: { a: {} } }) });
    const body = file.slice(file.indexOf('\n\n') + 2);
    expect(JSON.parse(body)).toEqual({ displayName: text, deep: { a: {} } });
    expect(body).not.toMatch(/\{\{|^(###|<|>)/m);
  },
);

test('curl gets method, address, headers and the token from its variable, and sends what Entra does not send neither', () => {
  expect(argumentsInBash(curlOf({ ...patch, target: '/Users?filter=emails[type+eq+%22work%22].value+eq+%22a%27b%22' }))).toEqual([
    ...['--include', '--globoff', '--request', 'PATCH'],
    'https://scim.example.test/v2/Users?filter=emails[type+eq+%22work%22].value+eq+%22a%27b%22',
    ...['--header', 'Authorization: Bearer the token'],
    ...['--header', 'ADSCIMVersion: 5.0'],
    ...['--header', 'Content-Type: application/scim+json; charset=utf-8'],
    ...['--header', 'Accept:', '--header', 'User-Agent:'],
    ...['--data-raw', '{"displayName":"Siobhan O\'Neil"}'],
  ]);
});

const secretive: CopiedExchange = {
  ...patch,
  method: 'GET',
  address: null,
  hasSecretQuery: true,
  requestBody: '',
  requestHeaders: [
    ['authorization', 'Bearer leaked'],
    ['Cookie', 'session=leaked'],
    ['X-Gateway', '***'],
    ['X-Empty', ''],
  ],
  responseHeaders: [['Set-Cookie', 'session=leaked']],
};

test('an address that is gone, a secret query and a secret header are variables', () => {
  expect(argumentsInBash(curlOf(secretive))).toEqual([
    ...['--include', '--globoff', '--request', 'GET', 'https://other.test/Users/77e0?code=s3cret'],
    ...['--header', 'authorization: Bearer the token', '--header', 'Cookie: key', '--header', 'X-Gateway: key'],
    ...['--header', 'X-Empty;', '--header', 'Accept:', '--header', 'User-Agent:'],
  ]);
  expect(powershellOf(secretive)).toBe(
    [
      'Invoke-WebRequest -Method GET -SkipHttpErrorCheck -SkipHeaderValidation `',
      "  -Uri ($env:SCIM_URL + '/Users/77e0?' + $env:SCIM_QUERY) `",
      '  -Headers @{',
      "    'authorization' = 'Bearer ' + $env:SCIM_TOKEN",
      "    'Cookie' = $env:SCIM_HEADER",
      "    'X-Gateway' = $env:SCIM_HEADER",
      "    'X-Empty' = ''",
      '  }',
    ].join('\n'),
  );
  expect(httpFileOf(secretive)).toBe(
    [
      '### GET /Users/77e0',
      'GET {{$processEnv SCIM_URL}}/Users/77e0?{{$processEnv SCIM_QUERY}} HTTP/1.1',
      'authorization: Bearer {{$processEnv SCIM_TOKEN}}',
      'Cookie: {{$processEnv SCIM_HEADER}}',
      'X-Gateway: {{$processEnv SCIM_HEADER}}',
      'X-Empty: ',
      '',
    ].join('\n'),
  );
});

test.each([curlOf, powershellOf, httpFileOf, (exchange: CopiedExchange) => JSON.stringify(harOf([exchange]))])(
  'no copy holds a credential that should not have been recorded (%#)',
  (copy) => {
    expect(copy(secretive)).not.toContain('leaked');
    expect(copy(patch)).toContain('SCIM_TOKEN');
  },
);

test('a HAR entry has both messages, the duration and the token as its name', () => {
  const { log } = harOf([
    patch,
    { ...patch, status: null, failure: 'The host is not known.', responseBody: '', responseHeaders: [] },
  ]) as {
    log: { version: string; entries: readonly unknown[] };
  };
  expect(log.version).toBe('1.2');
  expect(log.entries).toMatchObject([
    {
      startedDateTime: '2026-03-03T10:21:00.350Z',
      time: 9.25,
      request: {
        method: 'PATCH',
        url: 'https://scim.example.test/v2/Users/77e0',
        headers: [
          { name: 'Authorization', value: 'Bearer $SCIM_TOKEN' },
          { name: 'ADSCIMVersion', value: '5.0' },
          { name: 'Content-Type', value: 'application/scim+json; charset=utf-8' },
        ],
        postData: { mimeType: 'application/scim+json; charset=utf-8', text: '{"displayName":"Siobhan O\'Neil"}' },
      },
      response: { status: 200, content: { mimeType: 'application/scim+json', text: '{"id":"77e0"}' } },
    },
    { response: { status: 0, _error: 'The host is not known.' } },
  ]);
});

/** Verbatim strings of a PowerShell command, read by the rule of its tokenizer: one of five quotes opens, one that is not doubled ends. */
function verbatimStrings(command: string): readonly string[] {
  const isQuote = (character: string | undefined) => character !== undefined && "'\u2018\u2019\u201a\u201b".includes(character);
  const strings: string[] = [];
  for (let at = 0; at < command.length; at += 1) {
    if (!isQuote(command[at])) continue;
    let text = '';
    for (at += 1; at < command.length; at += 1) {
      if (isQuote(command[at])) {
        if (!isQuote(command[at + 1])) break;
        at += 1;
      }
      text += command[at];
    }
    strings.push(text);
  }
  return strings;
}

test('a token request is copied as the form it was, its credentials as variables', () => {
  const token: CopiedExchange = {
    ...patch,
    method: 'POST',
    target: 'https://id.example.test/token',
    address: '',
    requestHeaders: [
      ['Authorization', 'Basic ***'],
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ],
    requestBody: JSON.stringify({ grant_type: 'client_credentials', scope: 'scim read' }),
  };
  const words = argumentsInBash(curlOf(token));
  expect(words).toContain('https://id.example.test/token');
  expect(words).toContain('grant_type=client_credentials&scope=scim%20read');
  expect(curlOf(token)).toMatch(/Authorization: Basic .*SCIM_CLIENT/);
});
