import {
  type Candidate,
  contextOfSnapshot,
  judgePair,
  type LeaderForMatching,
  type MatchingContext,
  mayBecomeCandidate,
  orderedSnapshot,
  pairKey,
  type PairRuling,
  type RunSnapshot,
  runPriority,
} from '../domain/candidates/index.js';
import {
  accepted,
  daysFromHalfDays,
  type Facts,
  type Metres,
  metresFromMiles,
  type Outcome,
  refused,
} from '../domain/kernel/index.js';
import { type SupportCase } from '../domain/offers/index.js';
import type { Problem } from '../domain/planning/index.js';
import { distanceMetres, forEachNeighbour } from '../platform/geography/index.js';

/** A snapshot made ready for the planner. */
export interface PreparedRun {
  /** Sorted by id, and holding only the cases of the run's region. */
  readonly snapshot: RunSnapshot;
  readonly context: MatchingContext;
  readonly candidates: readonly Candidate[];
  readonly problem: Problem;
}

const THOUSANDTHS = 1000;

/**
 * Finds the candidates of a snapshot (hard rules, score) and puts them to the planner as a problem. Refused as
 * `pin-refused` when a reviewer's pin names a leader who is not in the run, or a pair that a rule refuses which
 * nobody may overrule; `pins` lists each with its reasons. Pins of cases outside the run are passed over.
 */
export function prepareRun(given: RunSnapshot): Outcome<PreparedRun, 'pin-refused'> {
  const snapshot = scoped(orderedSnapshot(given));
  const context = contextOfSnapshot(snapshot);
  const found = candidatesOf(snapshot, context);
  const cases = new Map(snapshot.cases.map((one) => [one.caseId, one]));
  const leaders = new Map(snapshot.leaders.map((one) => [one.leaderRef, one]));
  const pins = snapshot.rulings.filter(({ kind, caseId }) => kind === 'pin' && cases.has(caseId));
  const faults = pins.flatMap((pin): Facts[] => {
    const supportCase = cases.get(pin.caseId);
    const leader = leaders.get(pin.leaderRef);
    if (supportCase === undefined) return [];
    if (leader === undefined) return [pinFault(pin, ['leader-not-in-run'])];
    const judged = judgePair(leader, supportCase, distanceBetween(leader, supportCase), context);
    if ('refusals' in judged) return [pinFault(pin, refusalCodes(judged.refusals))];
    found.set(pairKey(pin), judged.candidate);
    return [];
  });
  if (faults.length > 0) return refused('pin-refused', { pins: faults });
  const candidates = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return accepted({ snapshot, context, candidates, problem: problemOf(snapshot, candidates, pins) });
}

/** Null when either of them has no known place. */
export function distanceBetween(leader: LeaderForMatching, supportCase: SupportCase): Metres | null {
  const [from, to] = [leader.location, supportCase.location];
  return from === null || to === null ? null : distanceMetres(from, to);
}

function scoped(snapshot: RunSnapshot): RunSnapshot {
  const region = snapshot.params.region?.toLowerCase() ?? null;
  if (region === null) return snapshot;
  return { ...snapshot, cases: snapshot.cases.filter((one) => one.region?.toLowerCase() === region) };
}

/** Only pairs within both limits of distance are looked at; the rest are refused by distance in any case. */
function candidatesOf(snapshot: RunSnapshot, context: MatchingContext): Map<string, Candidate> {
  const { cases, leaders, params } = snapshot;
  const radiusMetres = params.maxMiles === null ? null : metresFromMiles(params.maxMiles);
  const found = new Map<string, Candidate>();
  forEachNeighbour(cases, leaders, radiusMetres, ({ leaderIndex, caseIndex, distanceMetres: metres }) => {
    const leader = leaders[leaderIndex];
    const supportCase = cases[caseIndex];
    if (leader === undefined || supportCase === undefined) return;
    if (!mayBecomeCandidate(leader, supportCase, context)) return;
    const judged = judgePair(leader, supportCase, metres, context);
    if ('candidate' in judged) found.set(pairKey(judged.candidate), judged.candidate);
  });
  return found;
}

function problemOf(
  { cases, leaders, params }: RunSnapshot,
  candidates: readonly Candidate[],
  pins: readonly PairRuling[],
): Problem {
  return {
    version: 1,
    leaders: leaders.map((leader) => ({
      id: leader.leaderRef,
      days: daysFromHalfDays(leader.halfDaysRemaining),
      ...(leader.maxEngagements === null
        ? {}
        : { maxEngagements: Math.max(0, leader.maxEngagements - leader.engagementsHeld) }),
    })),
    cases: cases.map((one) => ({
      id: one.caseId,
      days: daysFromHalfDays(one.halfDays),
      priority: runPriority(one, params),
    })),
    candidates: candidates.map((candidate) => ({
      leader: candidate.leaderRef,
      case: candidate.caseId,
      score: candidate.score.total / THOUSANDTHS,
    })),
    ...(pins.length > 0
      ? { pins: pins.map(({ leaderRef, caseId }) => ({ leader: leaderRef, case: caseId })) }
      : {}),
  };
}

function pinFault({ leaderRef, caseId }: PairRuling, reasons: readonly string[]): Facts {
  return { leaderRef, caseId, reasons };
}

function refusalCodes(refusals: readonly { readonly code: string }[]): readonly string[] {
  return refusals.map(({ code }) => code);
}
