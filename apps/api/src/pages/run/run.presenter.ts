import { type RunMatchView, SAID_YES } from '../../../../../libs/features/matches/index.js';
import type { RunProgress, RunView } from '../../../../../libs/features/runs/index.js';
import { codeWords } from '../../../../../libs/wording/index.js';
import type { ProgressPart } from '../progress-part.js';
import { isUnderWay, runStateWords } from '../run-state.presenter.js';
import { type RunFigure, runFigures, runHeadline } from './run-figures.presenter.js';

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
    readonly progress: ProgressPart | null;
    readonly failure: string | null;
    readonly headline: string | null;
    readonly figures: readonly RunFigure[];
    readonly actions: readonly RunPageAction[];
    /** The check before publishing; null: not theirs to publish, or nothing to. */
    readonly publishHref: string | null;
    /** The comparison with the run before it; null: there is none. */
    readonly compare: { readonly href: string; readonly label: string } | null;
  };
}

export interface RunPageFacts {
  readonly run: RunView;
  readonly progress: RunProgress;
  readonly matches: readonly RunMatchView[];
  /** Runs of the same offer, newest first. */
  readonly others: readonly RunView[];
  /** May start, publish and stop runs. */
  readonly mayDecide: boolean;
}

/** The overview of one run. */
export function presentRun({ run, progress, matches, others, mayDecide }: RunPageFacts): RunPage {
  const before = others.find((one) => one.summary !== null && one.createdAt < run.createdAt);
  return {
    run: {
      id: run.id,
      offer: run.offer,
      label: run.label,
      ...runStateWords(run.state),
      progress: isUnderWay(progress.state) ? presentProgress(progress) : null,
      failure:
        run.failureCode === null
          ? null
          : `The run failed: ${codeWords(run.failureCode)}. Nothing was stored.`,
      headline: run.summary === null ? null : runHeadline(run.summary),
      figures: run.summary === null ? [] : runFigures(run.summary, matches),
      actions: mayDecide ? actions(run, matches) : [],
      compare:
        before === undefined || run.summary === null
          ? null
          : { href: `/runs/compare?a=${before.id}&b=${run.id}`, label: before.label },
      publishHref:
        mayDecide && matches.some(({ state }) => state === 'proposed') ? `/runs/${run.id}/publish` : null,
    },
  };
}

export function presentProgress(progress: RunProgress): ProgressPart {
  const percent = Math.round(progress.fraction * 100);
  const { stateText } = runStateWords(progress.state);
  const phase = progress.cancelRequested && isUnderWay(progress.state) ? 'Stopping' : stateText;
  const part = { phase, href: `/runs/${progress.id}`, next: 'View results' };
  if (!isUnderWay(progress.state)) return { ...part, percent: 100, sentence: `${stateText}.`, done: true };
  const gap =
    progress.gap === null
      ? ''
      : ` The plan so far is within ${(progress.gap * 100).toFixed(1)}% of the best possible.`;
  const sentence = progress.cancelRequested
    ? 'Stopping…'
    : progress.state === 'queued'
      ? 'Waiting for its turn.'
      : `${stateText}: ${String(percent)}% done.${gap}`;
  return { ...part, percent, sentence, done: false };
}

function actions({ state }: RunView, matches: readonly RunMatchView[]): readonly RunPageAction[] {
  const secondary = 'govuk-button--secondary';
  if (isUnderWay(state)) return [{ path: 'cancel', label: 'Stop this run', kind: 'govuk-button--warning' }];
  if (state === 'solved') {
    return [
      { path: 'publish', label: 'Publish all matches', kind: '' },
      { path: 'discard', label: 'Put this run aside', kind: secondary },
    ];
  }
  const isTakenOn = matches.some((match) => SAID_YES.includes(match.state));
  return state === 'published' && !isTakenOn
    ? [{ path: 'unpublish', label: 'Unpublish', kind: secondary }]
    : [];
}
