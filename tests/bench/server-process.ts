// The bundled server over a stored directory, in a process of its own. Tells its parent where it listens and how long opening took.

import { setFlagsFromString } from 'node:v8';
import { createScimServer } from '#server/create-server.ts';
import { listenScim } from '#server/http/listen.ts';
import { benchHost } from './stored-directory.ts';

export interface ServerErrand {
  readonly path: string;
  readonly recordsRequests: boolean;
}

export interface ServerReady {
  readonly port: number;
  readonly openMs: number;
}

// As `rehearse serve` does.
setFlagsFromString('--max-semi-space-size=8');
setFlagsFromString('--semi-space-growth-factor=1');

process.once('message', async ({ path, recordsRequests }: ServerErrand) => {
  const from = performance.now();
  const server = createScimServer({ path, host: { ...benchHost(), recordsRequests } });
  const openMs = performance.now() - from;
  const face = await listenScim(server, 0, { requestsPerConnectionMax: 0 });
  const ready: ServerReady = { port: face.port, openMs };
  process.send?.(ready);
  process.on('message', async (question: 'memory' | 'close') => {
    if (question === 'memory') process.send?.(Math.round(process.resourceUsage().maxRSS / 1024));
    else {
      await face.close();
      server.close();
      process.disconnect();
    }
  });
});
