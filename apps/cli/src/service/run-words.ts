import { plural } from '../../../../libs/wording/index.js';
import type { RunResource } from './resources.js';

/** `optimal, 30 of 40 cases covered, 12 leaders used, 120 days used, score 310.5, by highs in 0.2 s`. */
export function runSummaryText(summary: NonNullable<RunResource['summary']>): string {
  const { status, cases, covered, leadersUsed, daysUsed, score, engine, seconds } = summary;
  return [
    status,
    `${String(covered)} of ${plural(cases, 'case', 'cases')} covered`,
    `${plural(leadersUsed, 'leader', 'leaders')} used`,
    `${plural(daysUsed, 'day', 'days')} used`,
    `score ${String(score)}`,
    `by ${engine} in ${String(seconds)} s`,
  ].join(', ');
}
