// The bundled server in a process of its own, over a database file, until it is killed. Its first line says its port.
import { randomBytes } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { createScimServer } from '#server/create-server.ts';
import { listenScim } from '#server/http/listen.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';

export interface ServerProcess {
  readonly databasePath: string;
  readonly token: string;
}

export const DIRECTORY_ID = 'killed';

if (import.meta.main) await serve(JSON.parse(process.argv[2] ?? '') as ServerProcess);

async function serve({ databasePath, token }: ServerProcess): Promise<void> {
  // A process that is killed writes down nothing of what it has compiled.
  flushCompileCache();
  const server = createScimServer({
    path: databasePath,
    host: {
      clock: { now: () => Date.now() },
      random: { next: () => randomBytes(4).readUInt32LE() },
      newToken: () => token,
    },
  });
  if (server.directory(DIRECTORY_ID) === undefined) {
    const { id } = server.createOrganization('Larkfield');
    server.createDirectory({ organizationId: id, name: 'Killed', id: DIRECTORY_ID, tolerances: entraReadyTolerances });
  }
  const { port } = await listenScim(server, 0);
  process.stdout.write(`${port}\n`);
}
