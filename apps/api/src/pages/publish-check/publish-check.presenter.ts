import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { RunMatchView } from '../../../../../libs/features/matches/index.js';
import { daysText, plural } from '../../../../../libs/wording/index.js';
import { reasonsToLook } from '../review/review.presenter.js';
import { type SortColumn, sortColumns, sortedRows, type SortOrder } from '../sorted-list.js';
import { PROPOSAL_COLUMNS, type ProposalSort } from './publish-check.form.js';
import { chosenBy, type Selection } from './selection.js';

export const PROPOSALS_ON_A_PAGE = 100;

export interface PublishCheckPage {
  readonly headline: string;
  /** How many are chosen, of all pages. */
  readonly chosen: string;
  readonly order: SortOrder<ProposalSort>;
  /** Where a heading can be sorted by, `href` is what its button sends. */
  readonly columns: readonly SortColumn[];
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
  readonly pages: {
    readonly page: number;
    readonly text: string;
    readonly previous: number | null;
    readonly next: number | null;
  } | null;
}

interface Looked {
  readonly match: RunMatchView;
  readonly look: string;
}

const KEYS: Readonly<Record<ProposalSort, (row: Looked) => string | number>> = {
  look: ({ look }) => Number(look !== ''),
  name: ({ match }) => match.caseName,
  leader: ({ match }) => match.leaderName,
  days: ({ match }) => match.halfDays,
  miles: ({ match }) => match.distanceMetres,
};

/** The proposals of a run, in the order that is asked for, a hundred at a time. */
export function presentPublishCheck({
  proposals,
  selection,
  page: asked,
  order,
}: {
  readonly proposals: readonly RunMatchView[];
  readonly selection: Selection;
  /** From 1. */
  readonly page: number;
  readonly order: SortOrder<ProposalSort>;
}): PublishCheckPage {
  const halfDays = proposals.reduce((sum, match) => sum + match.halfDays, 0);
  const leaders = new Set(proposals.map(({ leaderRef }) => leaderRef)).size;
  const isChosen = chosenBy(selection);
  const chosen = proposals.filter(({ id }) => isChosen(id)).length;
  const last = Math.max(1, Math.ceil(proposals.length / PROPOSALS_ON_A_PAGE));
  const page = Math.min(asked, last);
  const looked = proposals.map((match) => ({ match, look: reasonsToLook(match).join(' ') }));
  const ordered = sortedRows(looked, KEYS[order.sort], order.direction);
  return {
    headline:
      proposals.length === 0
        ? 'Nothing of this run is left to publish.'
        : `${plural(proposals.length, 'proposal', 'proposals')} with ${plural(leaders, 'leader', 'leaders')}, ${daysText(halfDays)} in all.`,
    chosen:
      chosen === proposals.length && chosen > 1
        ? `All ${String(chosen)} are chosen.`
        : `${String(chosen)} of ${String(proposals.length)} ${chosen === 1 ? 'is' : 'are'} chosen.`,
    order,
    columns: sortColumns(PROPOSAL_COLUMNS, order, ({ sort, direction }) => `${sort} ${direction}`),
    rows: ordered
      .slice((page - 1) * PROPOSALS_ON_A_PAGE, page * PROPOSALS_ON_A_PAGE)
      .map(({ match, look }) => ({
        ...{ id: match.id, caseName: match.caseName, caseId: match.caseId, look },
        leader: `${match.leaderName} (${match.leaderRef})`,
        days: daysFromHalfDays(match.halfDays),
        miles: milesFromMetres(match.distanceMetres).toFixed(1),
        byHand: match.origin === 'reviewer',
        chosen: isChosen(match.id),
      })),
    pages:
      last === 1
        ? null
        : {
            ...{ page, text: `Page ${String(page)} of ${String(last)}` },
            previous: page > 1 ? page - 1 : null,
            next: page < last ? page + 1 : null,
          },
  };
}
