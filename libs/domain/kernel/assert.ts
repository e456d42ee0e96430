/** Stops on a broken invariant: a bug of ours, never a user's mistake. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** Compile-time proof that every case of a union was handled. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable case: ${String(value)}`);
}
