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
import { effectHref } from './override.form.js';

const SHOWN = 50;

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
  /** Part of a name or reference. */
  readonly text: string;
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

/**
 * The planner's next leaders first, then every leader: who may take the case, then by distance. `pick`: whoever may take
 * it, by name.
 */
export function presentChoices(facts: ChooseFacts) {
  const { runId, caseId, match, names, text } = facts;
  const wanted = text.toLowerCase();
  const nameOf = (ref: string): string => names.get(ref) ?? ref;
  const others = facts.choices.filter(({ leaderRef }) => leaderRef !== match?.leaderRef);
  const found = others.filter(
    ({ leaderRef }) =>
      leaderRef.toLowerCase().includes(wanted) || nameOf(leaderRef).toLowerCase().includes(wanted),
  );
  const planned = (facts.insight?.alternatives ?? []).flatMap((other) => {
    const choice = others.find(({ leaderRef }) => leaderRef === other.leader);
    return choice === undefined
      ? []
      : [{ ...rowOf(choice, facts), why: whyNotInstead(other, leaderCalled(names, facts.cases)) }];
  });
  const open = others.filter(({ refusals }) => refusals.length === 0);
  const pair = match === null ? null : { matchId: match.id, caseId, leaderRef: match.leaderRef };
  return {
    planned,
    rows: found.slice(0, SHOWN).map((choice) => rowOf(choice, facts)),
    pick: {
      question: match === null ? { do: 'place', case: caseId } : { do: 'reassign', match: match.id },
      items: [
        { value: '', text: 'Choose a leader' },
        ...open
          .map(({ leaderRef }) => ({ value: leaderRef, text: `${nameOf(leaderRef)} (${leaderRef})` }))
          .toSorted((a, b) => a.text.localeCompare(b.text, 'en')),
      ],
    },
    more: Math.max(found.length - SHOWN, 0),
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
