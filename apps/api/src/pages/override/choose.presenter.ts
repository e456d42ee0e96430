import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { CaseInsight } from '../../../../../libs/domain/planning/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import type { LeaderChoice, RulingView } from '../../../../../libs/features/overrides/index.js';
import {
  leaderCalled,
  pointsText,
  whyMatch,
  whyNotInstead,
  whyPairRefused,
} from '../../../../../libs/wording/index.js';
import type { Form } from '../form.js';
import { pickItems } from '../pick-items.js';
import { sortColumns } from '../sorted-list.js';
import { shownList } from '../short-list.js';
import { choiceList } from './choices-list.js';
import { effectHref } from './override.form.js';

export interface ChooseFacts {
  readonly runId: string;
  readonly caseId: string;
  /** Null: the case has no leader. */
  readonly match: MatchView | null;
  readonly choices: readonly LeaderChoice[];
  readonly insight: CaseInsight | null;
  readonly rulings: readonly RulingView[];
  readonly names: ReadonlyMap<string, string>;
  /** Cases of the run, by id. */
  readonly cases: ReadonlyMap<string, { readonly name: string }>;
  /** Where the page stands, and what its address asks of the list. */
  readonly path: string;
  readonly query: Form;
}

export interface ChoiceRow {
  readonly ref: string;
  readonly name: string;
  readonly miles: string;
  readonly daysLeft: number;
  readonly score: string;
  readonly why: string;
  /** Null: a rule that is never set aside refuses the pair. */
  readonly href: string | null;
}

/** Few, and in the order in which the planner would take them. */
const PLANNED_COLUMNS = sortColumns(
  [
    [null, 'Leader'],
    [null, 'Miles', 'number'],
    [null, 'Days left', 'number'],
    [null, 'Score', 'number'],
    [null, 'Why, or why not'],
  ],
  { sort: '', direction: 'ascending' },
  () => '',
);

/**
 * The planner's next leaders first, then every leader: who may take the case, then by distance. `pick`: whoever may take
 * it, by name.
 */
export function presentChoices(facts: ChooseFacts) {
  const { runId, caseId, match, names, path, query } = facts;
  const nameOf = (ref: string): string => names.get(ref) ?? ref;
  const others = facts.choices.filter(({ leaderRef }) => leaderRef !== match?.leaderRef);
  const list = shownList(choiceList(path, nameOf), others, query);
  const planned = (facts.insight?.alternatives ?? []).flatMap((other) => {
    const choice = others.find(({ leaderRef }) => leaderRef === other.leader);
    return choice === undefined ? [] : [{ ...rowOf(choice, facts), why: whyNext(choice, other, facts) }];
  });
  const open = others.filter(({ refusals }) => refusals.length === 0);
  const pair = match === null ? null : { matchId: match.id, caseId, leaderRef: match.leaderRef };
  return {
    planned,
    plannedColumns: PLANNED_COLUMNS,
    path,
    ...{ list, rows: list.rows.map((choice) => rowOf(choice, facts)) },
    pick: {
      question: match === null ? { do: 'place', case: caseId } : { do: 'reassign', match: match.id },
      items: pickItems(
        new Map(open.map(({ leaderRef }) => [leaderRef, nameOf(leaderRef)])),
        'Choose a leader',
      ),
    },
    now: match === null ? null : `${nameOf(match.leaderRef)} (${match.leaderRef}). ${match.why}`,
    deeds:
      pair === null
        ? []
        : [
            { text: 'Take this leader away', href: effectHref(runId, { deed: 'unassign', ...pair }) },
            {
              text: 'Take this leader away and rule the pair out for the runs to come',
              href: effectHref(runId, { deed: 'unassign-forbid', ...pair }),
            },
            {
              text: 'Fix this pair for the runs to come',
              href: effectHref(runId, { deed: 'pin', caseId, leaderRef: pair.leaderRef }),
            },
          ],
    rulings: facts.rulings.map(({ id, kind, leaderRef, reason }) => ({
      text: `${kind === 'pin' ? 'Fixed to' : 'Ruled out:'} ${nameOf(leaderRef)} (${leaderRef}). ${reason}`,
      href: effectHref(runId, { deed: 'lift', rulingId: id }),
    })),
  };
}

/** Why the plan took somebody else; of who was full in the plan and has room now, what holds now. */
function whyNext(
  choice: LeaderChoice,
  other: CaseInsight['alternatives'][number],
  facts: ChooseFacts,
): string {
  const wasFull = other.reason === 'full' || other.reason === 'full-with-pins';
  const hasRoomNow = wasFull && choice.refusals.length === 0;
  return hasRoomNow
    ? `Was taken up in the plan and has room now. ${rowOf(choice, facts).why}`
    : whyNotInstead(other, leaderCalled(facts.names, facts.cases));
}

function rowOf(choice: LeaderChoice, { runId, caseId, match, names }: ChooseFacts): ChoiceRow {
  const { leaderRef, distanceMetres, daysLeft, pair, toOverrule, refusals } = choice;
  const broken = [...refusals, ...toOverrule].map(whyPairRefused);
  const question =
    match === null
      ? ({ deed: 'place', caseId, leaderRef } as const)
      : ({ deed: 'reassign', matchId: match.id, leaderRef } as const);
  return {
    ref: leaderRef,
    name: names.get(leaderRef) ?? leaderRef,
    miles: distanceMetres === null ? 'not known' : milesFromMetres(distanceMetres).toFixed(1),
    daysLeft: daysFromHalfDays(daysLeft),
    score: pair === null ? '–' : pointsText(pair.score.total / 1000),
    why: broken.length > 0 ? broken.join(' ') : pair === null ? '' : whyMatch(pair),
    href: refusals.length > 0 ? null : effectHref(runId, question),
  };
}
