import type { PlanState, StatePair } from './explain-state.js';
import { groupBy } from './group-by.js';
import { scoreFromThousandths, type Thousandths } from './thousandths.js';

/** A leader at whom a case could begin its way: one of its pairs, or a pair that a changed rule would allow. */
export interface Entry {
  readonly case: number;
  readonly leader: number;
  readonly halfDays: number;
  readonly score: Thousandths;
}

/** One case that changes its leader. */
export type PlanMove = { readonly case: string; readonly from: string | null; readonly to: string };

/**
 * How a case could be brought in with every other case still served: it goes to a leader, who passes one case on to another
 * leader, and so on. The last leader has room, or lacks so many half-days or an engagement.
 */
export interface Way {
  readonly case: number;
  /** Where the way ends. */
  readonly leader: number;
  readonly lackHalfDays: number;
  readonly lackEngagements: number;
  /** The case itself first. */
  readonly moves: readonly PlanMove[];
  /** What all moves together do to the score, in points. */
  readonly scoreChange: number;
}

/** Orders ways otherwise than `compareWays`, which then only settles ties: what lighter, the better. */
export type Weigh = (end: {
  readonly lackHalfDays: number;
  readonly lackEngagements: number;
  /** Cases moved, the first included. */
  readonly moves: number;
  /** In points. */
  readonly scoreChange: number;
}) => number;

/** Cases moved on one way, the first included. */
export const LONGEST_WAY = 3;
/** Cases whose further ways are looked at: bounds the work for one question. */
const MOST_EXPANDED = 120;

/** A case that needs a place: the first one, or one that was pushed out by the step before. */
interface Node {
  readonly parent: Node | null;
  readonly case: number;
  /** Who passes it on. No leader is met twice on a way, so that each step's arithmetic stands alone. */
  readonly from: number | null;
  readonly depth: number;
  readonly change: Thousandths;
}

/**
 * The best way to each leader at whom one can end, best (`compareWays`) first. A breadth-first search over ejection chains (Yagiura, Ibaraki, Glover 2006); pinned cases are never moved. It looks at each
 * case once, so a way that it does not find may exist; a way that it finds holds.
 *
 * @param entries first steps, of one case or of several
 * @returns at most `most` of them, the lightest first where they are weighed
 */
export function findWays(
  state: PlanState,
  entries: readonly Entry[],
  {
    longest = LONGEST_WAY,
    mostExpanded = MOST_EXPANDED,
    most = Infinity,
    weigh,
  }: {
    readonly longest?: number;
    readonly mostExpanded?: number;
    readonly most?: number;
    readonly weigh?: Weigh;
  } = {},
): readonly Way[] {
  const best = new Map<number, End>();
  const firstSteps = groupBy(entries, (entry) => entry.case);
  const seen = new Set(firstSteps.keys());
  let frontier = [...seen].map((index): Node => ({
    ...{ parent: null, case: index, from: null, depth: 1, change: 0 },
  }));
  let expanded = 0;
  while (frontier.length > 0 && expanded < mostExpanded) {
    const next: Node[] = [];
    for (const node of frontier.slice(0, mostExpanded - expanded)) {
      expanded += 1;
      const steps = node.parent === null ? firstSteps.get(node.case) : entriesOf(state, node.case);
      for (const entry of steps ?? []) {
        if (isOnWay(node, entry.leader)) continue;
        keepBetter(best, state, node, entry);
        if (node.depth < longest) pushOut(next, state, node, entry, seen);
      }
    }
    frontier = next.sort((a, b) => a.change - b.change || a.case - b.case);
  }
  return sortedEnds([...best.values()], weigh)
    .slice(0, most)
    .map((end) => wayTo(state, end));
}

function sortedEnds(ends: readonly End[], weigh: Weigh | undefined): readonly End[] {
  if (weigh === undefined) return ends.toSorted(compareEnds);
  return ends
    .map((end) => ({
      end,
      weight: weigh({ ...end, moves: end.node.depth, scoreChange: scoreFromThousandths(end.change) }),
    }))
    .sort((a, b) => a.weight - b.weight || compareEnds(a.end, b.end))
    .map(({ end }) => end);
}

/** The pairs of a case that no ruling forbids. */
export function entriesOf(state: PlanState, caseIndex: number): readonly StatePair[] {
  return state.openPairsOfCase[caseIndex] ?? [];
}

/** Fewest lacking half-days, then engagements, then moves, then the score; the lowest leader among equals. */
export function compareWays(a: Way, b: Way): number {
  return (
    a.lackHalfDays - b.lackHalfDays ||
    a.lackEngagements - b.lackEngagements ||
    a.moves.length - b.moves.length ||
    a.scoreChange - b.scoreChange ||
    a.leader - b.leader
  );
}

/** True when nothing is lacking at the end of the way. */
export function isOpen(way: Way): boolean {
  return way.lackHalfDays === 0 && way.lackEngagements === 0;
}

interface End {
  readonly node: Node;
  readonly entry: Entry;
  readonly lackHalfDays: number;
  readonly lackEngagements: number;
  readonly change: Thousandths;
}

/** As `compareWays`. */
function compareEnds(a: End, b: End): number {
  return (
    a.lackHalfDays - b.lackHalfDays ||
    a.lackEngagements - b.lackEngagements ||
    a.node.depth - b.node.depth ||
    a.change - b.change ||
    a.entry.leader - b.entry.leader
  );
}

/** Allocates only for what it keeps: it runs for every pair that a search meets. */
function keepBetter(best: Map<number, End>, state: PlanState, node: Node, entry: Entry): void {
  const lackHalfDays = Math.max(0, entry.halfDays - state.halfDaysLeft(entry.leader));
  const lackEngagements = Math.max(0, 1 - state.engagementsLeft(entry.leader));
  const change = node.change + entry.score;
  const known = best.get(entry.leader);
  const isWorse =
    known !== undefined &&
    (known.lackHalfDays - lackHalfDays ||
      known.lackEngagements - lackEngagements ||
      known.node.depth - node.depth ||
      known.change - change) <= 0;
  if (!isWorse) best.set(entry.leader, { node, entry, lackHalfDays, lackEngagements, change });
}

function isOnWay(node: Node, leader: number): boolean {
  for (let step: Node | null = node; step !== null; step = step.parent) {
    if (step.from === leader) return true;
  }
  return false;
}

function pushOut(next: Node[], state: PlanState, node: Node, entry: Entry, seen: Set<number>): void {
  for (const held of state.held(entry.leader)) {
    if (seen.has(held.case) || state.isPinned(held) || !state.hasRoom(entry, held)) continue;
    seen.add(held.case);
    const change = node.change + entry.score - held.score;
    next.push({ parent: node, case: held.case, from: entry.leader, depth: node.depth + 1, change });
  }
}

function wayTo(state: PlanState, { node, entry, lackHalfDays, lackEngagements, change }: End): Way {
  const moves: PlanMove[] = [];
  let to = entry.leader;
  let source = node.case;
  for (let step: Node | null = node; step !== null; step = step.parent) {
    const from = step.from === null ? null : state.leaderId(step.from);
    moves.unshift({ case: state.caseId(step.case), from, to: state.leaderId(to) });
    to = step.from ?? to;
    source = step.case;
  }
  const scoreChange = scoreFromThousandths(change);
  return { case: source, leader: entry.leader, lackHalfDays, lackEngagements, moves, scoreChange };
}
