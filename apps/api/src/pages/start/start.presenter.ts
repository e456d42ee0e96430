import type { OfferYear } from '../../../../../libs/domain/kernel/index.js';
import type { AssessmentSummary } from '../../../../../libs/features/offers/index.js';
import type { RunView } from '../../../../../libs/features/runs/index.js';
import { dateText, plural } from '../../../../../libs/wording/index.js';
import { runStateWords } from '../run-state.presenter.js';

interface SummaryRow {
  readonly key: { readonly text: string };
  readonly value: { readonly text: string };
  readonly actions?: {
    readonly items: readonly {
      readonly href: string;
      readonly text: string;
      readonly visuallyHiddenText: string;
    }[];
  };
}

export interface OfferCard {
  readonly year: string;
  readonly rows: readonly SummaryRow[];
}

export interface OfferFacts {
  readonly offer: OfferYear;
  readonly assessment: AssessmentSummary | undefined;
  readonly cases: number;
  readonly budgets: number;
  readonly lastRun: RunView | undefined;
}

/** Where one offer stands, for coordinators and reviewers. */
export function presentOffer(facts: OfferFacts): OfferCard {
  const { assessment, lastRun } = facts;
  const rows: SummaryRow[] = [
    row(
      'Eligible cases',
      assessment === undefined
        ? 'Not decided yet: import schools and inspections first'
        : `${plural(facts.cases, 'case', 'cases')}, by what was published up to ${dateText(assessment.asOf)}`,
    ),
    row('Leaders with days', plural(facts.budgets, 'leader', 'leaders')),
  ];
  if (lastRun === undefined) return { year: facts.offer, rows: [...rows, row('Latest run', 'None yet')] };
  const { stateText } = runStateWords(lastRun.state);
  const covered =
    lastRun.summary === null
      ? ''
      : `, ${String(lastRun.summary.covered)} of ${String(lastRun.summary.cases)} matched`;
  const link = {
    href: `/runs/${lastRun.id}`,
    text: 'View',
    visuallyHiddenText: `${lastRun.label} of ${facts.offer}`,
  };
  return {
    year: facts.offer,
    rows: [
      ...rows,
      { ...row('Latest run', `${lastRun.label}: ${stateText}${covered}`), actions: { items: [link] } },
    ],
  };
}

function row(key: string, value: string): SummaryRow {
  return { key: { text: key }, value: { text: value } };
}
