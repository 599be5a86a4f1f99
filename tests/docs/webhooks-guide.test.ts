import { expect, test } from 'vitest';
import { directoryEventTypes } from '#server/events/event-types.ts';
import {
  WEBHOOK_RETRY_DELAYS_MS,
  WEBHOOK_TIMEOUT_MS,
  WEBHOOKS_KEPT_MAX,
  WEBHOOKS_QUEUED_MAX,
} from '#server/webhooks/delivery-rules.ts';
import { readText } from './documents.ts';

const guide = readText('docs/guides/webhooks.md');

/** The first cell of each row whose first cell is like this. */
function rows(pattern: RegExp): readonly string[] {
  return [...guide.matchAll(pattern)].map(([, cell = '']) => cell);
}

test('the guide has a row for each event, in the order of the code', () => {
  expect(rows(/^\| `(dsync\.[\w.]+)` \|/gmu)).toEqual(directoryEventTypes);
});

test('the guide tells the waits between attempts, and what follows the last one', () => {
  const units: readonly (readonly [string, number])[] = [
    ['hours', 3_600_000],
    ['minutes', 60_000],
    ['seconds', 1000],
  ];
  const words = WEBHOOK_RETRY_DELAYS_MS.map((ms) => {
    const [name = '', size = 1] = units.find(([, unit]) => ms >= unit) ?? [];
    return `${ms / size} ${name}`;
  });
  const [, section = ''] = guide.split('| After failed attempt |');
  const [own = ''] = section.split('\n\n');
  const table = [...own.matchAll(/^\| (\d+) \| (.+) \|$/gmu)].map(([, attempt, wait]) => [Number(attempt), wait]);
  expect(table.slice(0, -1)).toEqual(words.map((wait, index) => [index + 1, wait]));
  expect(table.at(-1)?.[0]).toBe(words.length + 1);
});

test('the guide tells the limits as they are', () => {
  expect(guide).toContain(`any 2xx within ${WEBHOOK_TIMEOUT_MS / 1000} seconds`);
  expect(guide).toContain(`At most ${WEBHOOKS_QUEUED_MAX.toLocaleString('en-US')} deliveries wait`);
  expect(guide).toContain(`keeps the last ${WEBHOOKS_KEPT_MAX.toLocaleString('en-US')}`);
});
