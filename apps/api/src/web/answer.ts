import type { Facts, Outcome } from '../../../../libs/domain/kernel/index.js';
import { refusalSentence } from '../../../../libs/wording/index.js';
import { problemOf, problemOfRefusal, ProblemException, type ProblemFault } from './problem.js';

/** The value of an accepted outcome; a refusal goes out as its problem. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { refusal } = outcome;
  const errors = faultsIn(refusal.facts);
  throw new ProblemException(
    problemOfRefusal(refusal, refusalSentence(refusal), errors.length > 0 ? { errors } : {}),
  );
}

/** The thing itself, or 404. Unknown and foreign ids look the same. */
export function foundOr404<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined) {
    throw new ProblemException(problemOf(404, 'not-found', `There is no such ${what}.`));
  }
  return thing;
}

/** Refusals about a document list its faults, each with a JSON pointer. */
function faultsIn(facts: Facts): readonly ProblemFault[] {
  const faults = facts['faults'];
  if (!Array.isArray(faults)) return [];
  return faults.flatMap((fault: unknown) => {
    if (typeof fault !== 'object' || fault === null) return [];
    const { pointer, code, allowed } = fault as Readonly<Record<string, unknown>>;
    if (typeof code !== 'string') return [];
    return [
      {
        ...(typeof pointer === 'string' ? { pointer } : {}),
        code,
        detail: typeof allowed === 'string' ? `Allowed: ${allowed}` : code,
      },
    ];
  });
}
