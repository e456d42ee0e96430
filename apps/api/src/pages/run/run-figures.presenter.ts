import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { RunMatchView } from '../../../../../libs/features/matches/index.js';
import type { RunSummary } from '../../../../../libs/features/runs/index.js';
import { plural } from '../../../../../libs/wording/index.js';

/** One row of the summary list. */
export interface RunFigure {
  readonly key: { readonly text: string };
  readonly value: { readonly text: string };
}

export function runHeadline(summary: RunSummary): string {
  const days = plural(daysFromHalfDays(summary.halfDaysUsed), 'day', 'days');
  return `${String(summary.covered)} of ${plural(summary.cases, 'case', 'cases')} matched, using ${days} from ${plural(summary.leadersUsed, 'leader', 'leaders')}.`;
}

/** What a solved run reached, in plain words: of the plan itself, not of what reviewers made of it. */
export function runFigures(summary: RunSummary, matches: readonly RunMatchView[]): readonly RunFigure[] {
  const planned = matches.filter(({ origin }) => origin === 'run');
  const changed = changedCases(matches);
  return [
    ...summary.coverage.map((level) => row(`Priority ${String(level.priority)}`, coverageText(level))),
    ...(planned.length === 0
      ? []
      : [row('Distance', distanceText(planned)), row('Needs met', needsText(planned))]),
    row(
      'Days used',
      `${plural(daysFromHalfDays(summary.halfDaysUsed), 'day', 'days')}, from ${String(summary.leadersUsed)} of ${plural(summary.leaders, 'leader', 'leaders')}`,
    ),
    row('How sure', proofText(summary)),
    ...(changed === 0
      ? []
      : [
          row(
            'Changed since',
            `${plural(changed, 'case has', 'cases have')} another leader now, or none. These figures are of the plan as it was made.`,
          ),
        ]),
    row('Solved by', `${summary.engine} in ${secondsText(summary.seconds)}, seed ${String(summary.seed)}`),
  ];
}

/** Cases in which a reviewer, or a later run, took the place of the plan. */
function changedCases(matches: readonly RunMatchView[]): number {
  const otherwise = matches.filter(({ origin, state }) => origin !== 'run' || state === 'superseded');
  return new Set(otherwise.map(({ caseId }) => caseId)).size;
}

function secondsText(seconds: number): string {
  return seconds < 1 ? 'less than a second' : plural(Math.round(seconds * 10) / 10, 'second', 'seconds');
}

function coverageText({ cases, covered, bound }: RunSummary['coverage'][number]): string {
  if (covered === cases)
    return cases === 1 ? 'Its one case is covered' : `All ${String(cases)} cases covered`;
  const reached = `${String(covered)} of ${plural(cases, 'case', 'cases')} covered`;
  return covered === bound
    ? `${reached}; it is proven that no plan covers more`
    : `${reached}; a better plan could cover at most ${String(bound - covered)} more`;
}

function distanceText(matches: readonly RunMatchView[]): string {
  const miles = matches.map((match) => milesFromMetres(match.distanceMetres)).sort((a, b) => a - b);
  const mean = miles.reduce((sum, one) => sum + one, 0) / miles.length;
  const median =
    ((miles[Math.floor(miles.length / 2)] ?? 0) + (miles[Math.floor((miles.length - 1) / 2)] ?? 0)) / 2;
  return `${mean.toFixed(1)} miles on average; half of them within ${median.toFixed(1)} miles; the longest ${(miles.at(-1) ?? 0).toFixed(1)} miles`;
}

function needsText(matches: readonly RunMatchView[]): string {
  const met = matches.reduce((sum, { facts }) => sum + facts.needsMet.length, 0);
  const missed = matches.reduce((sum, { facts }) => sum + facts.needsMissed.length, 0);
  if (met + missed === 0) return 'No particular needs are recorded';
  const share = Math.floor((met / (met + missed)) * 100);
  return `${String(met)} of ${String(met + missed)} (${String(share)}%)`;
}

function proofText({ status, gap }: RunSummary): string {
  if (status === 'optimal') return 'Proven: no plan covers more, and none that covers as many scores better.';
  if (status === 'infeasible') return 'No plan was made: pinned pairs contradict each other or a limit.';
  return `Not proven: at most ${(gap * 100).toFixed(1)}% from the best score.`;
}

function row(key: string, value: string): RunFigure {
  return { key: { text: key }, value: { text: value } };
}
