import type { PlanChange } from './effect-change.js';
import { explainCase } from './explain-plan.js';
import type { PlanState } from './explain-state.js';
import { groupBy } from './group-by.js';
import type { CoverageLevel, Plan, PlanMatch, UncoveredCase } from './plan.js';
import type { Problem } from './problem.js';
import { scoreFromThousandths } from './thousandths.js';

/**
 * Why a case is with somebody else after the change. `asked`: the change names it. `lost-its-place`: its leader's days go to
 * others now (`because`). `made-room`: it moved so that others could come. `took-freed-place`: it moved to days that others
 * left. `brought-in`: it had nobody, and takes days that were freed.
 */
export type EffectReason = 'asked' | 'lost-its-place' | 'made-room' | 'took-freed-place' | 'brought-in';

/** One case whose leader changes; a type, so that it is a fact. */
export type ChangedMatch = {
  readonly case: string;
  readonly priority: number;
  /** Null: uncovered. */
  readonly before: string | null;
  readonly after: string | null;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
  readonly reason: EffectReason;
  /** Cases that came to the leader before, or left the leader after. */
  readonly because: readonly string[];
};

/** A type, so that it is a fact. */
export type LeaderBeforeAfter = {
  readonly leader: string;
  readonly daysLeftBefore: number;
  readonly daysLeftAfter: number;
  readonly engagementsBefore: number;
  readonly engagementsAfter: number;
};

export interface CoverageBeforeAfter {
  readonly priority: number;
  readonly cases: number;
  readonly before: number;
  readonly after: number;
}

export interface Effect {
  readonly plan: Plan;
  /** The problem with the changes in it. */
  readonly problem: Problem;
  /** Named cases first, then those that lose their leader, then by id. */
  readonly changed: readonly ChangedMatch[];
  readonly scoreBefore: number;
  readonly scoreAfter: number;
  readonly coverage: readonly CoverageBeforeAfter[];
  /** Leaders whose cases change, by id. */
  readonly leaders: readonly LeaderBeforeAfter[];
  /** No better plan of all that hangs together with the change exists, a move costing what the settings say. */
  readonly isBest: boolean;
}

export interface EffectInput {
  readonly problem: Problem;
  readonly before: Plan;
  readonly after: PlanState;
  readonly changes: readonly PlanChange[];
  readonly isBest: boolean;
}

/** Tells a plan after changes beside the one before. */
export function effectOf({ problem, before, after, changes, isBest }: EffectInput): Effect {
  const plan = planOf(problem, before, after);
  const changed = changedMatches(after, before.matches, plan.matches, changes);
  return {
    ...{ plan, problem, changed, isBest },
    scoreBefore: before.score,
    scoreAfter: plan.score,
    coverage: plan.coverage.map(({ priority, cases, covered }) => ({
      ...{ priority, cases, after: covered },
      before: before.coverage.find((level) => level.priority === priority)?.covered ?? 0,
    })),
    leaders: leadersOf(problem, before.matches, plan.matches, changed),
  };
}

/** Sound by `checkPlan`; of its bounds only those are claimed that need no solving. */
function planOf(problem: Problem, before: Plan, after: PlanState): Plan {
  const matches = after.matches();
  const coverage = after.integers.priorities.map((priority, level): CoverageLevel => {
    const own = after.integers.cases.flatMap((one, index) => (one.level === level ? [index] : []));
    const covered = own.filter((index) => after.matchOf(index) !== undefined).length;
    const coverable = own.filter((index) => (after.pairsOfCase[index] ?? []).some((pair) => !pair.forbidden));
    return { priority, cases: own.length, covered, bound: coverable.length };
  });
  const score = matches.reduce((sum, match) => sum + Math.round(match.score * 1000), 0);
  const scoreBound = Math.min(score, cheapest(after, coverage));
  const isOptimal = score === scoreBound && coverage.every((level) => level.covered === level.bound);
  return {
    version: 1,
    status: isOptimal ? 'optimal' : 'feasible',
    matches,
    uncovered: uncoveredAfter(problem, before, after),
    coverage,
    score: scoreFromThousandths(score),
    scoreBound: scoreFromThousandths(scoreBound),
    gap: gapOf(scoreFromThousandths(score), scoreFromThousandths(scoreBound)),
    ...{ engine: before.engine, seconds: before.seconds, seed: before.seed },
  };
}

function gapOf(score: number, bound: number): number {
  return score === 0 ? 0 : (score - bound) / score;
}

/** As many of the cheapest pairs of each priority as cases are covered: no plan with this coverage costs less. */
function cheapest(state: PlanState, coverage: readonly CoverageLevel[]): number {
  return coverage.reduce((sum, { covered }, level) => {
    const least = state.integers.cases
      .flatMap((one, index) => (one.level === level ? [state.pairsOfCase[index] ?? []] : []))
      .map((pairs) => pairs.filter((pair) => !pair.forbidden).map((pair) => pair.score))
      .filter((scores) => scores.length > 0)
      .map((scores) => Math.min(...scores))
      .sort((a, b) => a - b);
    return sum + least.slice(0, covered).reduce((total, score) => total + score, 0);
  }, 0);
}

/** Only what became uncovered is explained afresh. */
function uncoveredAfter(problem: Problem, before: Plan, after: PlanState): readonly UncoveredCase[] {
  const known = new Map(before.uncovered.map((one) => [one.case, one]));
  return problem.cases.flatMap(({ id }) => {
    const index = after.caseIndex.get(id);
    if (index === undefined || after.matchOf(index) !== undefined) return [];
    const old = known.get(id);
    if (old !== undefined) return [old];
    const { remedy, ...one } = explainCase(after, index, false);
    return [
      { case: id, reason: one.reason, facts: { ...one.facts, ...(remedy === null ? {} : { remedy }) } },
    ];
  });
}

function changedMatches(
  state: PlanState,
  before: readonly PlanMatch[],
  after: readonly PlanMatch[],
  changes: readonly PlanChange[],
): readonly ChangedMatch[] {
  const named = new Set(changes.map((change) => change.case));
  const [was, is] = [byCase(before), byCase(after)];
  const ids = [...new Set([...was.keys(), ...is.keys(), ...named])].filter(
    (id) => named.has(id) || was.get(id)?.leader !== is.get(id)?.leader,
  );
  const came = groupBy(
    ids.filter((id) => is.get(id)?.leader !== was.get(id)?.leader),
    (id) => is.get(id)?.leader ?? null,
  );
  const left = groupBy(
    ids.filter((id) => is.get(id)?.leader !== was.get(id)?.leader),
    (id) => was.get(id)?.leader ?? null,
  );
  const rows = ids.map((id): ChangedMatch => {
    const [from, to] = [was.get(id), is.get(id)];
    const replacedBy = from === undefined ? [] : (came.get(from.leader) ?? []);
    const freedBy = to === undefined ? [] : (left.get(to.leader) ?? []).filter((other) => other !== id);
    const reason = reasonOf(named.has(id), from, to, replacedBy.length > 0);
    return {
      case: id,
      priority: state.priority(state.caseIndex.get(id) ?? -1),
      ...{ before: from?.leader ?? null, after: to?.leader ?? null },
      ...{ scoreBefore: from?.score ?? null, scoreAfter: to?.score ?? null, reason },
      because: reason === 'asked' ? [] : replacedBy.length > 0 ? replacedBy : freedBy,
    };
  });
  const rank = (row: ChangedMatch): number => (row.reason === 'asked' ? 0 : row.after === null ? 1 : 2);
  return rows.sort((a, b) => rank(a) - rank(b) || (a.case < b.case ? -1 : 1));
}

function reasonOf(
  isNamed: boolean,
  from: PlanMatch | undefined,
  to: PlanMatch | undefined,
  isReplaced: boolean,
): EffectReason {
  if (isNamed) return 'asked';
  if (to === undefined) return 'lost-its-place';
  if (from === undefined) return 'brought-in';
  return isReplaced ? 'made-room' : 'took-freed-place';
}

function byCase(matches: readonly PlanMatch[]): ReadonlyMap<string, PlanMatch> {
  return new Map(matches.map((match) => [match.case, match]));
}

function leadersOf(
  problem: Problem,
  before: readonly PlanMatch[],
  after: readonly PlanMatch[],
  changed: readonly ChangedMatch[],
): readonly LeaderBeforeAfter[] {
  const concerned = new Set(changed.flatMap((one) => [one.before, one.after]));
  const [was, is] = [groupBy(before, (match) => match.leader), groupBy(after, (match) => match.leader)];
  return problem.leaders
    .filter((leader) => concerned.has(leader.id))
    .map((leader) => {
      const used = (matches: readonly PlanMatch[] = []): number =>
        matches.reduce((sum, match) => sum + match.days, 0);
      return {
        leader: leader.id,
        daysLeftBefore: leader.days - used(was.get(leader.id)),
        daysLeftAfter: leader.days - used(is.get(leader.id)),
        engagementsBefore: was.get(leader.id)?.length ?? 0,
        engagementsAfter: is.get(leader.id)?.length ?? 0,
      };
    })
    .sort((a, b) => (a.leader < b.leader ? -1 : 1));
}
