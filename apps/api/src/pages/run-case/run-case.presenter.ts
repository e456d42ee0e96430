import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import {
  type CaseState,
  LIVE_MATCH_STATES,
  type MatchState,
  transition,
} from '../../../../../libs/domain/lifecycle/index.js';
import type { CaseInsight } from '../../../../../libs/domain/planning/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import type { RunPlaces, RunView, UncoveredCaseView } from '../../../../../libs/features/runs/index.js';
import {
  type LeaderCalled,
  leaderCalled,
  plural,
  pointsText,
  remedySentence,
  whyNotInstead,
  whyUncovered,
} from '../../../../../libs/wording/index.js';
import { mayBeChanged } from '../override/override.form.js';
import { stateText } from '../run-matches/match-rows.js';

export interface RunCaseFacts {
  readonly run: RunView;
  readonly insight: CaseInsight;
  /** Null: the run proposes nobody. */
  readonly match: MatchView | null;
  readonly uncovered: UncoveredCaseView | null;
  /** The match of the case in this run that is open now, else the newest; null: there never was one. */
  readonly standing: MatchView | null;
  readonly leaderNames: ReadonlyMap<string, string>;
  readonly cases: RunPlaces['cases'];
}

export interface RunCasePage {
  readonly run: { readonly id: string; readonly label: string; readonly offer: string };
  readonly name: string;
  readonly caseId: string;
  readonly isCovered: boolean;
  readonly figures: readonly { readonly key: { text: string }; readonly value: { text: string } }[];
  /** What became of the plan: this page is about the plan. Null: nothing. */
  readonly since: { readonly text: string; readonly href: string } | null;
  readonly why: string;
  /** Of an uncovered case: the smallest single change that would cover it; null: there is none. */
  readonly change: string | null;
  readonly others: readonly {
    readonly ref: string;
    readonly name: string;
    readonly score: string;
    readonly daysLeft: number;
    readonly why: string;
  }[];
  readonly notShown: string | null;
}

/** Why one case of a solved run has the leader it has, or none. */
export function presentRunCase(facts: RunCaseFacts): RunCasePage {
  const { run, insight, match, uncovered } = facts;
  const nameOf = (ref: string): string => facts.leaderNames.get(ref) ?? ref;
  const called = leaderCalled(facts.leaderNames, facts.cases);
  const more = insight.candidates - insight.alternatives.length - (insight.leader === null ? 0 : 1);
  return {
    run: { id: run.id, label: run.label, offer: run.offer },
    name: match?.caseName ?? uncovered?.name ?? insight.case,
    caseId: insight.case,
    isCovered: insight.leader !== null,
    figures: figures(facts, called),
    since: sinceThen(facts, called),
    why: match?.why ?? (uncovered === null ? '' : whyUncovered(uncovered, called)),
    change: uncovered?.remedy ? remedySentence(uncovered.remedy, called) : null,
    others: insight.alternatives.map((other) => ({
      ref: other.leader,
      name: nameOf(other.leader),
      score: pointsText(other.score),
      daysLeft: other.daysLeft,
      why: whyNotInstead(other, called),
    })),
    notShown:
      more > 0 ? `${plural(more, 'more leader', 'more leaders')} could take it, with a worse score.` : null,
  };
}

/** The match of the case that holds or is proposed in this run; else the last that came to an end. */
export function standingOf(matches: readonly MatchView[]): MatchView | null {
  const isOpen = ({ state }: MatchView): boolean => state === 'proposed' || LIVE.includes(state);
  return matches.find(isOpen) ?? matches.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0] ?? null;
}

const LIVE: readonly MatchState[] = LIVE_MATCH_STATES;

/** Where another leader is chosen for the case of the page `here`; null: none can be (any more). */
export function changeHref(
  here: string,
  standing: MatchView | null,
  caseState: CaseState | null,
): string | null {
  if (standing !== null && mayBeChanged(standing.state)) return `/matches/${standing.id}/override`;
  return caseState !== null && transition('case', caseState, 'match').ok ? `${here}/place` : null;
}

function sinceThen({ insight, standing }: RunCaseFacts, called: LeaderCalled): RunCasePage['since'] {
  if (standing === null) return null;
  const { id, leaderRef, state } = standing;
  const isOther = leaderRef !== insight.leader;
  const text = isOther
    ? `This is the plan as the run made it. A reviewer has chosen ${called(leaderRef)} since: ${stateText(state).toLowerCase()}.`
    : `The match with ${called(leaderRef)} is ${stateText(state).toLowerCase()}.`;
  return { text, href: `/matches/${id}` };
}

function figures({ insight, match, uncovered }: RunCaseFacts, called: LeaderCalled): RunCasePage['figures'] {
  const halfDays = match?.halfDays ?? uncovered?.halfDays ?? null;
  const priority = match?.priority ?? uncovered?.priority ?? null;
  const { leader, score } = insight;
  const row = (key: string, value: string | null): RunCasePage['figures'] =>
    value === null ? [] : [{ key: { text: key }, value: { text: value } }];
  return [
    ...row('Leader', leader === null ? 'No leader' : called(leader)),
    ...row('Days', halfDays === null ? null : String(daysFromHalfDays(halfDays))),
    ...row('Priority', priority === null ? null : String(priority)),
    ...row('Distance', match === null ? null : `${milesFromMetres(match.distanceMetres).toFixed(1)} miles`),
    ...row('Score', score === null ? null : `${pointsText(score)} (lower is better)`),
    ...row('Leaders who could take it', String(insight.candidates)),
  ];
}
