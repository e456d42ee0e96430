/** Where a command reads what nobody may see in its arguments: the process's own, or a test's. */
export interface Surroundings {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Absent: the variables of the process, read in platform/config. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export const PROCESS_SURROUNDINGS: Surroundings = {
  // Opened only when something is read: most commands never do.
  get stdin() {
    return process.stdin;
  },
};
