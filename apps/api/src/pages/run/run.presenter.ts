import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import type {
  RunProgress,
  RunResultView,
  RunSummary,
  RunView,
} from '../../../../../libs/features/runs/index.js';
import { codeWords, listText, plural } from '../../../../../libs/wording/index.js';
import { isUnderWay, runStateWords } from '../run-state.presenter.js';

export interface RunPageAction {
  readonly path: string;
  readonly label: string;
  readonly kind: string;
}

export interface RunPage {
  readonly run: {
    readonly id: string;
    readonly offer: string;
    readonly label: string;
    readonly stateText: string;
    readonly stateColour: string;
    readonly progress: { readonly percent: number; readonly sentence: string } | null;
    readonly failure: string | null;
    readonly headline: string | null;
    readonly figures: readonly { readonly key: { text: string }; readonly value: { text: string } }[];
    readonly actions: readonly RunPageAction[];
  };
  readonly matches: readonly {
    readonly caseId: string;
    readonly caseName: string;
    readonly leaderRef: string;
    readonly leaderName: string;
    readonly days: number;
    readonly miles: string;
    readonly state: string;
    readonly why: string;
  }[];
  readonly uncovered: readonly {
    readonly caseId: string;
    readonly name: string;
    readonly days: number;
    readonly priority: number;
    readonly why: string;
    readonly remedy: string;
  }[];
  readonly leaders: readonly {
    readonly ref: string;
    readonly name: string;
    readonly offered: number;
    readonly used: number;
    readonly left: number;
    readonly engagements: number;
  }[];
}

export interface RunPageFacts {
  readonly run: RunView;
  readonly progress: RunProgress;
  readonly result: RunResultView | null;
  readonly matches: readonly MatchView[];
  readonly leaderNames: ReadonlyMap<string, string>;
  /** May start, publish and stop runs. */
  readonly mayDecide: boolean;
}

/** The results page of one run. */
export function presentRun(facts: RunPageFacts): RunPage {
  const { run, result } = facts;
  const nameOf = (ref: string): string => facts.leaderNames.get(ref) ?? ref;
  return {
    run: {
      id: run.id,
      offer: run.offer,
      label: run.label,
      ...runStateWords(run.state),
      progress: presentProgress(facts.progress),
      failure:
        run.failureCode === null
          ? null
          : `The run failed: ${codeWords(run.failureCode)}. Nothing was stored.`,
      headline: run.summary === null ? null : headline(run.summary),
      figures: run.summary === null ? [] : figures(run.summary),
      actions: facts.mayDecide ? actions(run) : [],
    },
    matches: facts.matches.map((match) => ({
      caseId: match.caseId,
      caseName: match.caseName,
      leaderRef: match.leaderRef,
      leaderName: nameOf(match.leaderRef),
      days: daysFromHalfDays(match.halfDays),
      miles: milesFromMetres(match.distanceMetres).toFixed(1),
      state: codeWords(match.state),
      why: match.why,
    })),
    uncovered: (result?.uncovered ?? []).map((row) => ({
      caseId: row.caseId,
      name: row.name,
      days: daysFromHalfDays(row.halfDays),
      priority: row.priority,
      why: row.why,
      remedy: row.nearestRemedy ?? 'No single change would cover it.',
    })),
    leaders: (result?.leaders ?? []).map((leader) => ({
      ref: leader.leaderRef,
      name: nameOf(leader.leaderRef),
      offered: daysFromHalfDays(leader.halfDaysOffered),
      used: daysFromHalfDays(leader.halfDaysUsed),
      left: daysFromHalfDays(leader.halfDaysLeft),
      engagements: leader.engagements,
    })),
  };
}

function presentProgress(progress: RunProgress): RunPage['run']['progress'] {
  if (!isUnderWay(progress.state)) return null;
  const percent = Math.round(progress.fraction * 100);
  const gap =
    progress.gap === null
      ? ''
      : ` The plan so far is within ${(progress.gap * 100).toFixed(1)}% of the best possible.`;
  const sentence = progress.cancelRequested
    ? 'Stopping…'
    : `${runStateWords(progress.state).stateText}: ${String(percent)}% done.${gap}`;
  return { percent, sentence };
}

function headline(summary: RunSummary): string {
  const days = plural(daysFromHalfDays(summary.halfDaysUsed), 'day', 'days');
  return `${String(summary.covered)} of ${plural(summary.cases, 'case', 'cases')} matched, using ${days} from ${plural(summary.leadersUsed, 'leader', 'leaders')}.`;
}

function figures(summary: RunSummary): RunPage['run']['figures'] {
  const row = (key: string, value: string): RunPage['run']['figures'][number] => ({
    key: { text: key },
    value: { text: value },
  });
  const levels = summary.coverage.map(
    ({ priority, cases, covered, bound }) =>
      `priority ${String(priority)}: ${String(covered)} of ${String(cases)} (at most ${String(bound)} possible)`,
  );
  const proof =
    summary.status === 'optimal'
      ? 'Proven: no plan covers more, and none that covers as many scores better.'
      : `Not proven: at most ${(summary.gap * 100).toFixed(1)}% from the best score.`;
  return [
    row('Coverage', listText(levels)),
    row('Quality', proof),
    row('Leaders used', `${String(summary.leadersUsed)} of ${String(summary.leaders)}`),
    row(
      'Solved by',
      `${summary.engine} in ${summary.seconds.toFixed(1)} seconds, seed ${String(summary.seed)}`,
    ),
  ];
}

function actions({ state }: RunView): readonly RunPageAction[] {
  const secondary = 'govuk-button--secondary';
  if (isUnderWay(state)) return [{ path: 'cancel', label: 'Stop this run', kind: 'govuk-button--warning' }];
  if (state === 'solved') {
    return [
      { path: 'publish', label: 'Publish all matches', kind: '' },
      { path: 'discard', label: 'Put this run aside', kind: secondary },
    ];
  }
  return state === 'published' ? [{ path: 'unpublish', label: 'Unpublish', kind: secondary }] : [];
}
