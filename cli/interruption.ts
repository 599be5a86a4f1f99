import { ExitCode } from './exit-codes.ts';
import type { Output } from './output.ts';

/** Raises a signal at the first SIGINT or SIGTERM. At the second one the process ends at once: clean-up may hang as well. */
export function watchForInterruption(output: Output): { readonly signal: AbortSignal; interrupt(): void; stop(): void } {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(ExitCode.interrupted);
    output.note('Interrupted: ending after the request in flight. Once more, and it ends at once, without clean-up.');
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, interrupt);
  return {
    signal: controller.signal,
    interrupt: () => controller.abort(),
    stop: () => {
      for (const name of signals) process.off(name, interrupt);
    },
  };
}

/** Resolves with the signal that ends a command that otherwise goes on for ever. */
export function untilToldToEnd(): Promise<'SIGINT' | 'SIGTERM'> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name));
  });
}
