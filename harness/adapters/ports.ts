const DEFAULT_PORT = 8080;
const PORT_COUNT_MAX = 100;

export interface ChosenPort<T> {
  readonly port: number;
  /** What listening gave: the open listener. */
  readonly value: T;
  /** The stored port was taken, so that addresses which name it lead elsewhere. */
  readonly moved: boolean;
}

/**
 * Listens at the stored port, else at the next free one; without a stored port from `firstPort` on. `tryListen` rejects with
 * Node's error; only a port that is taken or forbidden moves the choice on, any other error is passed on.
 */
export async function choosePort<T>(
  preferred: number | null,
  tryListen: (port: number) => Promise<T>,
  firstPort: number = DEFAULT_PORT,
): Promise<ChosenPort<T>> {
  const first = preferred ?? firstPort;
  const last = Math.min(first + PORT_COUNT_MAX - 1, 65_535);
  for (let port = first; port <= last; port += 1) {
    try {
      return { port, value: await tryListen(port), moved: preferred !== null && port !== preferred };
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
  throw new Error(`The ports ${first} to ${last} are all taken. End a program that listens there, or choose a port with --port.`);
}

/** EACCES: below 1024, or reserved by the system, as Windows does for Hyper-V. */
function isUnavailable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
