// Loaded before the program (`node --import`) when pictures are taken: time and chance repeat, so that two runs draw the same.
// Only for that: ids and tokens of such a process can be guessed.
import crypto from 'node:crypto';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { STEADY_START } from './steady-start.ts';

/** Milliseconds since the start. Nothing moves them but asking how long something took, which an exchange does twice. */
let elapsedMs = 0;
let state = 0x5c1e_a5ed;

Date.now = () => STEADY_START + Math.floor(elapsedMs);
performance.now = () => {
  elapsedMs += 3 + (chance() % 24);
  return elapsedMs;
};

const bytes = (size: number) => Buffer.from(Array.from({ length: size }, () => chance() & 0xff));
Object.assign(crypto, { randomBytes: bytes, randomUUID: uuid });
// Whoever imported a name before sees the new function too.
syncBuiltinESMExports();

// Node writes the Date header from a clock of its own.
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event: string, ...details: unknown[]): boolean {
  const [, response] = details;
  if (event === 'request' && response instanceof http.ServerResponse) {
    response.setHeader('date', new Date(Date.now()).toUTCString());
  }
  return Reflect.apply(emit, this, [event, ...details]);
};

/** Marsaglia's xorshift, 32 bits, with the low bits left out: they repeat soonest. */
function chance(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 8;
}

/** Version 4 (RFC 9562, 5.4). */
function uuid(): string {
  const value = bytes(16);
  value[6] = ((value[6] ?? 0) & 0x0f) | 0x40;
  value[8] = ((value[8] ?? 0) & 0x3f) | 0x80;
  const text = value.toString('hex');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
