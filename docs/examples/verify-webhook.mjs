// A receiver of directory events that checks every signature. Node 20 or later, no packages:
//   WEBHOOK_SECRET=<the endpoint's secret> PORT=4000 node verify-webhook.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const TOLERANCE_MS = 180_000;
const secret = process.env.WEBHOOK_SECRET ?? '';
const seenIds = new Set();

/** Throws where the signature is not the endpoint's own, or older than three minutes. */
function verify(rawBody, header, now = Date.now()) {
  // "t=<milliseconds>, v1=<hex>", in this order; schemes behind them are ignored.
  const [timestamp = '', signature = ''] = header.split(',').map((part) => part.trim().replace(/^(t|v1)=/, ''));
  if (!(Number(timestamp) >= now - TOLERANCE_MS)) throw new Error('The signature is too old, or has no time.');
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Error('The signature does not match.');
}

const server = createServer(async (request, response) => {
  try {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    // The bytes as they came: parsed and written again, they are other bytes.
    const rawBody = Buffer.concat(chunks);
    verify(rawBody, request.headers['workos-signature'] ?? '');
    const { id, event, data } = JSON.parse(rawBody.toString('utf8'));
    // Deliveries may come twice, and in another order: compare data.updated_at before older data overwrites newer.
    const isRepeated = seenIds.has(id);
    seenIds.add(id);
    process.stdout.write(`${JSON.stringify({ event, id, isRepeated, subject: data.id ?? data.user?.id })}\n`);
    response.writeHead(200).end('ok');
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ refused: error.message })}\n`);
    response.writeHead(400, { 'content-type': 'text/plain' }).end(error.message);
  }
});
server.listen(Number(process.env.PORT ?? 4000), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${server.address().port}/` })}\n`);
});
