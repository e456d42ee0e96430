import type { Facts } from '../../../../libs/domain/kernel/index.js';
import { refusalSentence } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode } from '../terminal.js';

/** How queued work may end that is no fault of what it was given. */
const OUR_FAULTS: readonly string[] = [
  'broke-off-repeatedly',
  'memory-limit-reached',
  'time-limit-overrun',
  'worker-error',
];

/** The exit code for work that failed in the service. */
export function exitOfFailure(code: string | null): ExitCode {
  return code !== null && OUR_FAULTS.includes(code) ? EXIT.ourFault : EXIT.badInput;
}

export function failureSentence(code: string | null, facts: unknown): string {
  const known = typeof facts === 'object' && facts !== null ? (facts as Facts) : {};
  return code === null ? 'No reason was given.' : refusalSentence({ code, facts: known });
}
