import type { PlanMetrics } from '../../../libs/domain/planning/index.js';
import { textTable } from './service/text-table.js';

/** Two plans side by side, from the service or from folders. */
export interface Comparison {
  readonly a: { readonly label: string; readonly metrics: PlanMetrics };
  readonly b: { readonly label: string; readonly metrics: PlanMetrics };
  readonly cases: readonly {
    readonly caseId: string;
    readonly name: string;
    readonly kind: string;
    readonly priority: number;
    readonly leaderBefore: string | null;
    readonly leaderAfter: string | null;
    readonly reason: string;
    readonly why: string;
  }[];
}

/** The figures as a table, then every case treated otherwise. */
export function comparisonLines({ a, b, cases }: Comparison): readonly string[] {
  const figures = (of: (metrics: PlanMetrics) => number | null): string[] =>
    [of(a.metrics), of(b.metrics)].map((value) => (value === null ? '' : String(value)));
  const priorities = [
    ...new Set([...a.metrics.coverage, ...b.metrics.coverage].map(({ priority }) => priority)),
  ].sort((x, y) => x - y);
  const covered = (metrics: PlanMetrics, priority: number): string => {
    const level = metrics.coverage.find((one) => one.priority === priority);
    return level === undefined ? '' : `${String(level.covered)} of ${String(level.cases)}`;
  };
  return [
    ...textTable(
      ['', a.label, b.label],
      [
        ...priorities.map((priority) => [
          `covered, priority ${String(priority)}`,
          covered(a.metrics, priority),
          covered(b.metrics, priority),
        ]),
        ['score', ...figures(({ score }) => score)],
        ['mean miles', ...figures(({ meanMiles }) => meanMiles)],
        ['median miles', ...figures(({ medianMiles }) => medianMiles)],
        ['longest miles', ...figures(({ longestMiles }) => longestMiles)],
        ['needs missed', ...figures(({ needsMissed }) => needsMissed)],
        ['days used', ...figures(({ daysUsed }) => daysUsed)],
        [
          'largest share of days',
          ...figures(({ largestShare }) =>
            largestShare === null ? null : Math.round(largestShare * 100) / 100,
          ),
        ],
      ],
    ),
    ...(cases.length === 0
      ? ['Every case has the same leader in both.']
      : textTable(
          ['case', 'name', 'priority', 'before', 'after', 'why'],
          cases.map((row) => [
            ...[row.caseId, row.name, String(row.priority)],
            ...[row.leaderBefore ?? '-', row.leaderAfter ?? '-', row.why],
          ]),
        )),
  ];
}
