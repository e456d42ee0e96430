import type { RunView } from '../../../../../libs/features/runs/index.js';
import { dateText } from '../../../../../libs/wording/index.js';
import { runStateWords } from '../run-state.presenter.js';

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
