import type { PlanState, StatePair } from './explain-state.js';
import { findWays, isOpen, type PlanMove } from './explain-ways.js';
import { scoreFromThousandths } from './thousandths.js';

/**
 * Why a case does not go to a leader who could take it. `case-pinned`: a reviewer pinned it to somebody else. `forbidden`:
 * a reviewer forbade the pair. `full-with-pins`: pinned cases hold what it would need. `full`: other cases do; `ways` says
 * what making room would cost. `too-long`: it needs more days than the leader has in all. `dearer`, `same-score`: there is
 * room, and the score decides or ties. `better-not-reached`: this would lower the total score; the solve stopped before.
 */
export type InsteadReason =
  | 'case-pinned'
  | 'forbidden'
  | 'too-long'
  | 'full-with-pins'
  | 'full'
  | 'dearer'
  | 'same-score'
  | 'better-not-reached';

/** A case that a leader serves in the plan; a type, so that it is a fact. */
export type ServedCase = {
  readonly case: string;
  readonly priority: number;
  readonly days: number;
  readonly isPinned: boolean;
};

/** What giving the case to the leader would take. */
export type MakingRoom = {
  /** Other cases that would change their leader, each of them still served. */
  readonly moves: readonly PlanMove[];
  /** The case that would be left without a leader; null: none. */
  readonly uncovers: string | null;
  readonly uncoversPriority: number | null;
  /** Of the whole plan, in points; above 0 is worse. */
  readonly scoreChange: number;
};

export interface Alternative {
  readonly leader: string;
  readonly score: number;
  readonly days: number;
  /** Points above the score of the leader in the plan (below 0: cheaper); null for a case without one. */
  readonly dearerBy: number | null;
  readonly reason: InsteadReason;
  readonly daysLeft: number;
  /** Null: no limit. */
  readonly engagementsLeft: number | null;
  readonly serves: readonly ServedCase[];
  /** The cheapest way to make room; null where there is room, where no way was found or where none was looked for. */
  readonly makingRoom: MakingRoom | null;
  /** There is no room, and what making it would cost was not worked out: the run has very many cases. */
  readonly roomNotLookedFor?: true;
}

export const ALTERNATIVES_SHOWN = 5;
/** Making room is asked for many pairs at once. */
const EXPANDED_FOR_ROOM = 20;

/**
 * The next leaders for a case by score, best first, without the one that the plan gives it: and why not them.
 *
 * @param roomsLookedFor for how many of them, from the best on, the cost of making room is worked out
 */
export function alternativesFor(
  state: PlanState,
  caseIndex: number,
  roomsLookedFor: number = ALTERNATIVES_SHOWN,
): readonly Alternative[] {
  const now = state.matchOf(caseIndex);
  const others = (state.pairsOfCase[caseIndex] ?? [])
    .filter((pair) => pair.leader !== now?.leader)
    .sort((a, b) => a.score - b.score || a.leader - b.leader)
    .slice(0, ALTERNATIVES_SHOWN);
  if (others.length === 0) return [];
  // The case's own place is open to whoever makes room for it.
  const without = state.copy();
  if (now !== undefined) without.remove(now);
  return others.map((pair, place) => alternative(state, place < roomsLookedFor ? without : null, pair, now));
}

function alternative(
  state: PlanState,
  without: PlanState | null,
  pair: StatePair,
  now: StatePair | undefined,
): Alternative {
  const dearerBy = now === undefined ? null : scoreFromThousandths(pair.score - now.score);
  const hasRoom = state.hasRoom(pair);
  const asksForRoom = !hasRoom && !pair.forbidden;
  const makingRoom = asksForRoom && without !== null ? cheapestRoom(without, pair, now) : null;
  const engagementsLeft = state.engagementsLeft(pair.leader);
  return {
    leader: state.leaderId(pair.leader),
    score: scoreFromThousandths(pair.score),
    days: pair.halfDays / 2,
    dearerBy,
    reason: reasonOf(state, pair, now, makingRoom),
    daysLeft: state.halfDaysLeft(pair.leader) / 2,
    engagementsLeft: engagementsLeft === Infinity ? null : engagementsLeft,
    serves: state.held(pair.leader).map((held) => ({
      case: state.caseId(held.case),
      priority: state.priority(held.case),
      days: held.halfDays / 2,
      isPinned: state.isPinned(held),
    })),
    makingRoom,
    ...(asksForRoom && without === null ? { roomNotLookedFor: true as const } : {}),
  };
}

function reasonOf(
  state: PlanState,
  pair: StatePair,
  now: StatePair | undefined,
  makingRoom: MakingRoom | null,
): InsteadReason {
  if (now !== undefined && state.isPinned(now)) return 'case-pinned';
  if (pair.forbidden) return 'forbidden';
  if (state.hasRoom(pair)) {
    if (now === undefined || pair.score < now.score) return 'better-not-reached';
    return pair.score === now.score ? 'same-score' : 'dearer';
  }
  if (!fitsBesidePins(state, pair)) {
    return state.held(pair.leader).length === 0 ? 'too-long' : 'full-with-pins';
  }
  const isGain = makingRoom !== null && makingRoom.uncovers === null && makingRoom.scoreChange < 0;
  return isGain ? 'better-not-reached' : 'full';
}

/** Whether the leader could take the case with every case given up that is not pinned. */
function fitsBesidePins(state: PlanState, pair: StatePair): boolean {
  const given = state.held(pair.leader).filter((held) => !state.isPinned(held));
  const days = given.reduce((sum, held) => sum + held.halfDays, state.halfDaysLeft(pair.leader));
  return pair.halfDays <= days && state.engagementsLeft(pair.leader) + given.length >= 1;
}

function cheapestRoom(without: PlanState, pair: StatePair, now: StatePair | undefined): MakingRoom | null {
  const before = scoreFromThousandths(now?.score ?? 0);
  const way = findWays(without, [pair], { mostExpanded: EXPANDED_FOR_ROOM })
    .filter(isOpen)
    .sort((a, b) => a.scoreChange - b.scoreChange || a.moves.length - b.moves.length)[0];
  if (way !== undefined) {
    return {
      moves: way.moves.slice(1),
      ...{ uncovers: null, uncoversPriority: null },
      scoreChange: rounded(way.scoreChange - before),
    };
  }
  // Somebody has to go without: the worst priority first, then the one whose leaving lowers the score most.
  const dropped = without
    .held(pair.leader)
    .filter((held) => !without.isPinned(held) && without.hasRoom(pair, held))
    .sort((a, b) => without.level(b.case) - without.level(a.case) || b.score - a.score || a.case - b.case)[0];
  if (dropped === undefined) return null;
  return {
    moves: [],
    uncovers: without.caseId(dropped.case),
    uncoversPriority: without.priority(dropped.case),
    scoreChange: rounded(scoreFromThousandths(pair.score - dropped.score) - before),
  };
}

function rounded(points: number): number {
  return scoreFromThousandths(Math.round(points * 1000));
}
