import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import { daysText, plural } from '../../../../../libs/wording/index.js';
import { reasonsToLook } from '../review/review.presenter.js';

export interface PublishCheckPage {
  readonly headline: string;
  readonly rows: readonly {
    readonly id: string;
    readonly caseName: string;
    readonly caseId: string;
    readonly leader: string;
    readonly days: number;
    readonly miles: string;
    readonly byHand: boolean;
    readonly look: string;
    readonly chosen: boolean;
  }[];
}

/** The proposals of a run, all of them chosen unless the form says otherwise. */
export function presentPublishCheck({
  matches,
  names,
  chosen,
}: {
  readonly matches: readonly MatchView[];
  readonly names: ReadonlyMap<string, string>;
  readonly chosen?: readonly string[];
}): PublishCheckPage {
  const proposals = matches.filter(({ state }) => state === 'proposed');
  const halfDays = proposals.reduce((sum, match) => sum + match.halfDays, 0);
  const leaders = new Set(proposals.map(({ leaderRef }) => leaderRef)).size;
  return {
    headline:
      proposals.length === 0
        ? 'Nothing of this run is left to publish.'
        : `${plural(proposals.length, 'proposal', 'proposals')} with ${plural(leaders, 'leader', 'leaders')}, ${daysText(halfDays)} in all.`,
    rows: proposals.map((match) => ({
      ...{ id: match.id, caseName: match.caseName, caseId: match.caseId },
      leader: `${names.get(match.leaderRef) ?? match.leaderRef} (${match.leaderRef})`,
      days: daysFromHalfDays(match.halfDays),
      miles: milesFromMetres(match.distanceMetres).toFixed(1),
      byHand: match.origin === 'reviewer',
      look: reasonsToLook(match).join(' '),
      chosen: chosen === undefined || chosen.includes(match.id),
    })),
  };
}
