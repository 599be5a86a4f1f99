// A service provider that remembers nothing: every search finds nobody, every create succeeds. Tells its parent the port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bareAnswer } from './bare-answer.ts';

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    const { status, text } = bareAnswer(request.method ?? '', body);
    const length = text === '' ? {} : { 'Content-Length': Buffer.byteLength(text) };
    response.writeHead(status, { 'Content-Type': 'application/scim+json', ...length }).end(text);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
