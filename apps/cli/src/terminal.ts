/** Where a command writes: the process's own streams, or a test's. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A person may be watching stderr: progress may be drawn there. */
  readonly errIsTerminal: boolean;
}

export const PROCESS_TERMINAL: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY,
};

/** Exit codes of every command (contracts: commands). */
export const EXIT = { done: 0, ourFault: 1, badInput: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
