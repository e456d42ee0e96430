import { OFFER_YEARS } from '../../../../../libs/domain/kernel/index.js';
import { RUN_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import type { RunSort, RunView } from '../../../../../libs/features/runs/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { dateText, OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { runStateWords } from '../run-state.presenter.js';
import { type ColumnName, type SortColumn, sortColumns } from '../sorted-list.js';
import { runsAddress, type RunsForm } from './runs.form.js';

export interface RunListRow {
  readonly id: string;
  readonly label: string;
  readonly offer: string;
  readonly stateText: string;
  readonly stateColour: string;
  readonly result: string;
  readonly createdAt: string;
  /** It has a plan that can be compared with another. */
  readonly mayCompare: boolean;
}

export function presentRunList(runs: readonly RunView[]): readonly RunListRow[] {
  return runs.map((run) => ({
    id: run.id,
    label: run.label,
    offer: run.offer,
    ...runStateWords(run.state),
    mayCompare: run.summary !== null,
    result:
      run.summary === null ? '' : `${String(run.summary.covered)} of ${String(run.summary.cases)} matched`,
    createdAt: `${dateText(run.createdAt.slice(0, 10))}, ${run.createdAt.slice(11, 16)} UTC`,
  }));
}

interface Item {
  readonly value: string;
  readonly text: string;
}

export const RUN_CHOICES: Readonly<Record<'offers' | 'states', readonly Item[]>> = {
  offers: [
    { value: '', text: 'Every offer' },
    ...[...OFFER_YEARS].reverse().map((value) => ({ value, text: OFFER_NAMES[value] })),
  ],
  states: [
    { value: '', text: 'Any state' },
    ...RUN_STATES.map((value) => ({ value, text: runStateWords(value).stateText })),
  ],
};

const COLUMN_NAMES: readonly ColumnName<RunSort>[] = [
  ['label', 'Run'],
  ['offer', 'Offer'],
  ['state', 'State'],
  ['covered', 'Result'],
  ['started', 'Started'],
];

export function runColumns(form: RunsForm): readonly SortColumn[] {
  return sortColumns(COLUMN_NAMES, form, (change) => runsAddress(form, change));
}

/** Each filter in force, with the address that lifts it. */
export function runTags(form: RunsForm): readonly { readonly text: string; readonly href: string }[] {
  return [
    ...(form.offer === '' ? [] : [{ text: OFFER_NAMES[form.offer], href: runsAddress(form, { offer: '' }) }]),
    ...(form.state === ''
      ? []
      : [{ text: runStateWords(form.state).stateText, href: runsAddress(form, { state: '' }) }]),
  ];
}

/** The list as a file. */
export const RUN_FILE_COLUMNS: readonly CsvColumn<RunView>[] = [
  { name: 'run_id', of: ({ id }) => id },
  { name: 'run', of: ({ label }) => label },
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'state', of: ({ state }) => runStateWords(state).stateText },
  { name: 'cases', of: ({ summary }) => summary?.cases ?? null },
  { name: 'matched', of: ({ summary }) => summary?.covered ?? null },
  { name: 'started_at', of: ({ createdAt }) => createdAt },
];
