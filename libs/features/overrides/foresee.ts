import {
  type Candidate,
  contextOfSnapshot,
  judgePair,
  type LeaderForMatching,
  type MatchingContext,
  pairKey,
  pairRule,
  type PairRefusal,
  type PairRefusalCode,
} from '../../domain/candidates/index.js';
import type { Location, Metres, Refusal } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import type { SupportCase } from '../../domain/offers/index.js';
import type { Foreseen, ForeseenCoverage, ForeseenItem, ForeseenLeader, ForeseenPair } from './foreseen.js';
import { isLive, type MoveAsked, movesAsked, no } from './moves-asked.js';
import type { OverrideChange } from './override-change.js';
import { rulingProblem, rulingsAfter } from './rulings-after.js';
import type { Scene, SceneCase } from './scene.js';
import { tallyDays } from './tally-days.js';

export interface ForeseenChanges extends Foreseen {
  /** By item: the pair to be stored; null where no match comes of it or a rule refuses it. */
  readonly candidates: readonly (Candidate | null)[];
}

type Distance = (from: Location, to: Location) => Metres;

/** Days and engagements are a run's to spend: a pin is for runs to come, whatever is left today. */
const NOT_ASKED_OF_PINS: readonly PairRefusalCode[] = ['no-days-left', 'engagements-reached'];

/** What the changes would do, all of them together, and everything that stands in their way. Pure. */
export function foresee(
  scene: Scene,
  changes: readonly OverrideChange[],
  distance: Distance,
): ForeseenChanges {
  const moves = movesAsked(scene, changes);
  const leaders = tallyDays(scene, moves);
  const rulings = rulingsAfter(scene, moves);
  const context = contextOfSnapshot({ ...scene.snapshot, rulings });
  const judged = moves.map((move) => judge(scene, move, leaders, context, distance));
  const items = moves.map((move, index) => {
    const verdict = judged[index] ?? NO_VERDICT;
    const problem =
      move.problem ?? rulingProblem(scene, moves, rulings, move) ?? caseProblem(move) ?? namingProblem(move);
    return itemOf(move, verdict, problem);
  });
  return {
    ...{ items, leaders },
    coverage: coverageOf(scene, moves),
    isPossible: items.every(
      ({ problem, refusals, toOverrule }) =>
        problem === null && refusals.length === 0 && toOverrule.length === 0,
    ),
    candidates: judged.map(({ candidate }) => candidate),
  };
}

interface Verdict {
  readonly candidate: Candidate | null;
  readonly pair: ForeseenPair | null;
  readonly broken: readonly PairRefusal[];
}
const NO_VERDICT: Verdict = { candidate: null, pair: null, broken: [] };

function judge(
  scene: Scene,
  move: MoveAsked,
  leaders: readonly ForeseenLeader[],
  context: MatchingContext,
  distance: Distance,
): Verdict {
  const { supportCase, places, rules } = move;
  const leaderRef = places?.leaderRef ?? (rules?.kind === 'pin' ? rules.leaderRef : undefined);
  const leader = scene.snapshot.leaders.find((one) => one.leaderRef === leaderRef);
  if (supportCase === null || leader === undefined) return NO_VERDICT;
  const own = asAfter(leader, supportCase, move, leaders);
  const [from, to] = [leader.location, supportCase.supportCase.location];
  const metres = from === null || to === null ? null : distance(from, to);
  const verdict = judgePlaced(own, supportCase.supportCase, metres, context);
  if (places !== null) return verdict;
  const broken = verdict.broken.filter(({ code }) => !NOT_ASKED_OF_PINS.includes(code));
  return { candidate: null, pair: null, broken };
}

/** A leader who is to have a case: the pair unless a rule that cannot be overruled refuses it, and every rule it breaks. */
export function judgePlaced(
  leader: LeaderForMatching,
  supportCase: SupportCase,
  metres: Metres | null,
  context: MatchingContext,
): Verdict {
  const plain = judgePair(leader, supportCase, metres, { ...context, pinned: new Set() });
  if ('candidate' in plain) return { ...plain, pair: pairOf(plain.candidate), broken: [] };
  if (plain.refusals.some(({ code }) => !pairRule(code).overrulable)) {
    return { candidate: null, pair: null, broken: plain.refusals };
  }
  const pinned = new Set([pairKey({ leaderRef: leader.leaderRef, caseId: supportCase.caseId })]);
  const set = judgePair(leader, supportCase, metres, { ...context, pinned });
  const candidate = 'candidate' in set ? set.candidate : null;
  return { candidate, pair: candidate === null ? null : pairOf(candidate), broken: plain.refusals };
}

/** The leader with what all of the moves leave, but for this one. */
function asAfter(
  leader: LeaderForMatching,
  { supportCase: { halfDays } }: SceneCase,
  { places }: MoveAsked,
  leaders: readonly ForeseenLeader[],
): LeaderForMatching {
  const tally = leaders.find((one) => one.leaderRef === leader.leaderRef);
  if (tally === undefined || places === null) return leader;
  // What is published takes its days from the budget; whether the proposals still fit then is told, not refused.
  const left = places.isLive ? tally.budgetLeftAfter : tally.daysLeftAfter;
  const engagements = places.isLive ? tally.liveAfter : tally.engagementsAfter;
  return { ...leader, halfDaysRemaining: left + halfDays, engagementsHeld: engagements - 1 };
}

function itemOf(move: MoveAsked, { pair, broken }: Verdict, problem: Refusal | null): ForeseenItem {
  const { change, supportCase, ends, places, lifts, rules } = move;
  const named: readonly PairRefusalCode[] =
    places?.overrule ?? (change.kind === 'pin' ? (change.overrule ?? []) : []);
  const softly = broken.filter(({ code }) => pairRule(code).overrulable);
  const facts = supportCase?.supportCase;
  return {
    kind: change.kind,
    caseId: supportCase?.caseId ?? ('caseId' in change ? change.caseId : null),
    caseName: facts?.name ?? null,
    priority: supportCase?.priority ?? null,
    ...{ matchId: ends?.id ?? null, rulingId: lifts?.id ?? null },
    leaderBefore: ends?.leaderRef ?? lifts?.leaderRef ?? null,
    leaderAfter: places?.leaderRef ?? rules?.leaderRef ?? null,
    stateBefore: ends?.state ?? null,
    stateAfter: places === null ? null : places.isLive ? 'published' : 'proposed',
    before: ends === null ? null : pairOf({ ...ends, ...ends.facts }),
    after: pair,
    overruled: softly.filter(({ code }) => named.includes(code)),
    toOverrule: softly.filter(({ code }) => !named.includes(code)),
    refusals: broken.filter(({ code }) => !pairRule(code).overrulable),
    problem,
  };
}

function pairOf(pair: ForeseenPair): ForeseenPair {
  const { leaderRef, halfDays, distanceMetres, needsMet, needsMissed, score } = pair;
  return { leaderRef, halfDays, distanceMetres, needsMet, needsMissed, score };
}

/** The case must be one that could be published, once its own match has ended. */
function caseProblem({ supportCase, ends, places }: MoveAsked): Refusal | null {
  if (supportCase === null || places === null) return null;
  const { caseId, state, eligible } = supportCase;
  const isFreed = ends !== null && isLive(ends);
  const matchable = eligible && (isFreed || transition('case', state, 'match').ok);
  return matchable ? null : no('case-not-matchable', { caseId, state, eligible });
}

function namingProblem({ change }: MoveAsked): Refusal | null {
  const named = 'overrule' in change ? (change.overrule ?? []) : [];
  const never = named.filter((code) => !pairRule(code).overrulable);
  return never.length === 0 ? null : no('not-overrulable', { rules: never });
}

/** Cases of the run's plan with a leader, before and after. */
function coverageOf(scene: Scene, moves: readonly MoveAsked[]): readonly ForeseenCoverage[] {
  const change = new Map<number, number>();
  for (const { ends, places, supportCase } of moves) {
    const priority = supportCase?.priority ?? 0;
    const difference = (places === null ? 0 : 1) - (ends === null ? 0 : 1);
    change.set(priority, (change.get(priority) ?? 0) + difference);
  }
  return scene.levels.map(({ priority, cases }) => {
    const before = scene.open.get(priority) ?? 0;
    return { priority, cases, before, after: before + (change.get(priority) ?? 0) };
  });
}
