/** One match as a comparison counts it; null where it is not known. */
export interface MeasuredMatch {
  readonly leader: string;
  readonly priority: number;
  readonly days: number;
  readonly score: number;
  readonly distanceMiles: number | null;
  readonly needsMissed: number | null;
}

/** The figures of one plan beside another; a type, so that it is a fact. */
export type PlanMetrics = {
  readonly cases: number;
  readonly covered: number;
  readonly coverage: readonly {
    readonly priority: number;
    readonly cases: number;
    readonly covered: number;
  }[];
  readonly score: number;
  /** Miles to one decimal; null where no distance is known. */
  readonly meanMiles: number | null;
  readonly medianMiles: number | null;
  readonly longestMiles: number | null;
  /** Null where it is not known of every match. */
  readonly needsMissed: number | null;
  readonly daysUsed: number;
  readonly leadersUsed: number;
  /** The largest share (0 to 1) of any leader's days; null where days are not known. */
  readonly largestShare: number | null;
};

/** @param daysOfLeaders what each leader has for the run; an empty map: not known */
export function planMetrics(
  cases: readonly { readonly priority: number }[],
  matches: readonly MeasuredMatch[],
  daysOfLeaders: ReadonlyMap<string, number>,
): PlanMetrics {
  const miles = matches
    .flatMap(({ distanceMiles }) => (distanceMiles === null ? [] : [distanceMiles]))
    .sort((a, b) => a - b);
  const used = new Map<string, number>();
  for (const { leader, days } of matches) used.set(leader, (used.get(leader) ?? 0) + days);
  const priorities = [...new Set(cases.map((one) => one.priority))].sort((a, b) => a - b);
  const missed = matches.map((match) => match.needsMissed);
  return {
    cases: cases.length,
    covered: matches.length,
    coverage: priorities.map((priority) => ({
      priority,
      cases: cases.filter((one) => one.priority === priority).length,
      covered: matches.filter((match) => match.priority === priority).length,
    })),
    score: matches.reduce((sum, match) => sum + Math.round(match.score * 1000), 0) / 1000,
    meanMiles: tenth(miles.length === 0 ? null : miles.reduce((sum, one) => sum + one, 0) / miles.length),
    medianMiles: tenth(medianOf(miles)),
    longestMiles: tenth(miles.at(-1) ?? null),
    needsMissed: missed.reduce<number | null>(
      (sum, one) => (sum === null || one === null ? null : sum + one),
      0,
    ),
    daysUsed: matches.reduce((sum, match) => sum + match.days, 0),
    leadersUsed: used.size,
    largestShare: daysOfLeaders.size === 0 ? null : largestShare(used, daysOfLeaders),
  };
}

function largestShare(used: ReadonlyMap<string, number>, days: ReadonlyMap<string, number>): number {
  return [...days].reduce(
    (largest, [leader, own]) => (own <= 0 ? largest : Math.max(largest, (used.get(leader) ?? 0) / own)),
    0,
  );
}

function medianOf(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (lower + upper) / 2;
}

function tenth(miles: number | null): number | null {
  return miles === null ? null : Math.round(miles * 10) / 10;
}
