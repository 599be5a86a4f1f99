import { fillDirectory } from './filled-directory.ts';
import { type Ratio, ratioOf } from './ratio.ts';

const EVENT_COUNT = 4000;

/** How many events a second a page of them brings: in small pages and large ones, and far back. */
export async function measureEvents(): Promise<readonly Ratio[]> {
  // Each user raised one event when created, and the directory one before them.
  const { server, id } = fillDirectory(EVENT_COUNT - 1);
  const read = (offset: number, limit: number): void => {
    const { items } = server.events(id, { offset, limit });
    if (items.length !== limit) throw new Error(`Event ${offset} and the next ${limit} are ${items.length}.`);
  };
  const all = (limit: number) => ({
    label: `the time of ${EVENT_COUNT} events in pages of ${limit}`,
    run: () => {
      for (let offset = 0; offset < EVENT_COUNT; offset += limit) read(offset, limit);
    },
  });
  const page = (offset: number) => ({ label: `a page of 100 after ${offset} newer ones`, run: () => read(offset, 100) });
  const ratios = [
    await ratioOf('events-pages-of-50-to-1000', all(50), all(1000)),
    await ratioOf('events-oldest-to-newest-page', page(EVENT_COUNT - 100), page(0)),
  ];
  server.close();
  return ratios;
}
