import type { Turns } from '#server/directories/turns.ts';
import type { DirectoryWorkView, SeedView } from '#shared/api/receiver-views.ts';
import type { LiveHub } from '../live.ts';
import { refusal } from './implementer.ts';

interface Work {
  readonly view: DirectoryWorkView;
  readonly stop: AbortController;
}

/** What is going on with directories as wholes, for every window to see, wherever it was begun. */
export class DirectoryWorks {
  readonly #works = new Map<string, Work>();
  readonly #live: LiveHub;

  constructor(live: LiveHub) {
    this.#live = live;
  }

  view(directoryId: string): DirectoryWorkView | null {
    return this.#works.get(directoryId)?.view ?? null;
  }

  /** Runs one at a time of each directory. Null from the work: it was stopped, which is refused. */
  async run<T>(
    directoryId: string,
    { kind, name = '' }: { readonly kind: DirectoryWorkView['kind']; readonly name?: string },
    work: (turns: Turns) => Promise<T | null>,
    seedOf: (made: T) => SeedView | null = () => null,
  ): Promise<T> {
    if (isGoing(this.view(directoryId))) {
      throw refusal({
        place: 'directory',
        message: 'All of this directory is being changed already.',
        remedy: 'Wait for the end of that, or stop it on the page Data of the directory.',
      });
    }
    const stop = new AbortController();
    const canStop = kind !== 'remove-snapshot';
    const begun = { kind, name, state: 'running', step: 'reading', doneCount: 0, totalCount: null, canStop, seed: null } as const;
    this.#works.set(directoryId, { view: begun, stop });
    this.#change(directoryId, {});
    try {
      const made = await work({ signal: stop.signal, onProgress: (progress) => this.#change(directoryId, progress) });
      if (made === null) throw stopped();
      const seed = seedOf(made);
      this.#change(directoryId, { state: seed !== null && seed.problems.length > 0 ? 'refused' : 'done', seed });
      return made;
    } catch (error) {
      this.#change(directoryId, { state: 'stopped' });
      throw error;
    }
  }

  stop(directoryId: string): void {
    const work = this.#works.get(directoryId);
    if (work === undefined || work.view.state !== 'running' || !work.view.canStop) return;
    work.stop.abort();
    this.#change(directoryId, { state: 'stopping' });
  }

  dismiss(directoryId: string): void {
    if (isGoing(this.view(directoryId))) return;
    this.#works.delete(directoryId);
    this.#live.changed('receiver');
  }

  #change(directoryId: string, change: Partial<DirectoryWorkView>): void {
    const work = this.#works.get(directoryId);
    if (work === undefined) return;
    this.#works.set(directoryId, { ...work, view: { ...work.view, ...change } });
    this.#live.changed('receiver');
  }
}

function isGoing(view: DirectoryWorkView | null): boolean {
  return view?.state === 'running' || view?.state === 'stopping';
}

function stopped() {
  return refusal({
    place: 'directory',
    message: 'This was stopped.',
    remedy: 'The directory is as it was before: begin again when you want to.',
  });
}
