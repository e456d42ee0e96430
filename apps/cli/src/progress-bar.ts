import type { Terminal } from './terminal.js';

const WIDTH = 24;
/** Redrawn at most ten times a second. */
const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** What long work tells while it goes on. */
export interface Step {
  readonly phase: string;
  /** 0 to 1. */
  readonly fraction: number;
  /** Relative gap of a solve, where one is known. */
  readonly gap?: number;
}

/** One line with phase, bar, percent and gap, drawn over itself. */
export function progressLine({ phase, fraction, gap }: Step): string {
  const share = Math.min(1, Math.max(0, fraction));
  const full = Math.round(share * WIDTH);
  const bar = '#'.repeat(full) + '.'.repeat(WIDTH - full);
  const percent = `${String(Math.floor(share * 100)).padStart(3)}%`;
  return `${phase.padEnd(12)} [${bar}] ${percent}${gap === undefined ? '' : `  gap ${(gap * 100).toFixed(2)}%`}`;
}

/** A progress bar on stderr; draws nothing unless a person may be watching and `shown` is set. */
export class ProgressBar {
  #drawnAt = 0;
  #phase = '';
  readonly #active: boolean;

  constructor(
    private readonly terminal: Terminal,
    shown: boolean,
    private readonly nowMs: () => number = () => Date.now(),
  ) {
    this.#active = shown && terminal.errIsTerminal;
  }

  readonly show = (step: Step): void => {
    if (!this.#active) return;
    const now = this.nowMs();
    if (step.phase === this.#phase && step.fraction < 1 && now - this.#drawnAt < EVERY_MS) return;
    this.#drawnAt = now;
    this.#phase = step.phase;
    this.terminal.err(CLEAR_LINE + progressLine(step));
  };

  /** Wipes the bar, so that what is printed next begins on a clean line. */
  clear(): void {
    if (this.#active && this.#phase !== '') this.terminal.err(CLEAR_LINE);
    this.#phase = '';
  }
}
