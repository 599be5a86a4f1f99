/** What is known of a module that comes in a file of its own. */
export type LateState<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly value: T }
  | { readonly kind: 'failed'; readonly cause: string };

/** A value that is loaded when it is first asked for, kept, and asked for again after a failure. */
export class LateModule<T> {
  readonly #load: () => Promise<T>;
  readonly #listeners = new Set<() => void>();
  #state: LateState<T> = { kind: 'loading' };
  #isAsked = false;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  readonly read = (): LateState<T> => this.#state;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  /** Loads it, if it is neither here nor on its way. Never rejects: what went wrong is in the state. */
  async ask(): Promise<void> {
    if (this.#isAsked) return;
    this.#isAsked = true;
    if (this.#state.kind === 'failed') this.#become({ kind: 'loading' });
    try {
      this.#become({ kind: 'here', value: await this.#load() });
    } catch (error) {
      this.#isAsked = false;
      this.#become({ kind: 'failed', cause: error instanceof Error ? error.message : String(error) });
    }
  }

  #become(state: LateState<T>): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
