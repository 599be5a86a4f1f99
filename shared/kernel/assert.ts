/** A broken promise between our own functions: never caused by input, so it throws. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken promise: ${message}`);
}

/** Closes a switch over a union: a new member breaks the build where it must be handled. */
export function assertNever(value: never): never {
  throw new Error(`Broken promise: nothing handles ${JSON.stringify(value)}`);
}
