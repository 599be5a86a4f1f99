/** One thing that is wrong with an input: what, where, and what to do about it. */
export interface Problem {
  /** A path, a JSON pointer, or `file:line:column`. */
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
}

/** The outcome of reading untrusted input. Past a `Parsed` with `ok`, nothing re-checks a field. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refused<T>(...problems: readonly Problem[]): Parsed<T> {
  return { ok: false, problems };
}
