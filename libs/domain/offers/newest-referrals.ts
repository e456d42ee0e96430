import type { IsoDate } from '../kernel/index.js';
import type { Referral } from './facts.js';

/**
 * Of each subject the referral that counts on the as-of date: the newest of file and record by then. Only where all are
 * later does the earliest later one stand, so that the rules can say that the decision is still to come. Of two of one
 * day the record counts, being made by somebody who saw the file; one without a date is older than any that has one.
 */
export function newestReferrals(
  fromFile: readonly Referral[],
  recorded: readonly Referral[],
  asOf: IsoDate,
): readonly Referral[] {
  const bySubject = new Map<string, Referral>();
  for (const referral of [...fromFile, ...recorded]) {
    const key = `${referral.subjectKind}-${referral.subjectId}`;
    const held = bySubject.get(key);
    if (held === undefined || takesThePlaceOf(referral, held, asOf)) bySubject.set(key, referral);
  }
  return [...bySubject.values()];
}

function takesThePlaceOf(next: Referral, held: Referral, asOf: IsoDate): boolean {
  const [nextOn, heldOn] = [next.decidedOn ?? '', held.decidedOn ?? ''];
  const [nextIsLater, heldIsLater] = [nextOn > asOf, heldOn > asOf];
  if (nextIsLater !== heldIsLater) return heldIsLater;
  return nextIsLater ? nextOn < heldOn : nextOn >= heldOn;
}
