import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { type ComparedCase, comparePlans, type PlanMetrics } from '../../domain/planning/index.js';
import { compareSentence } from '../../wording/index.js';
import { type ComparedRun, comparedRun, haveSameParameters } from './compared-run.js';
import { KeptByRun } from './kept-by-run.js';
import { RunsQueries, type RunView } from './runs.queries.js';

export interface CompareRunsInput {
  readonly a: string;
  readonly b: string;
}

/** One case that the second run treats otherwise. */
export type ComparedCaseView = ComparedCase & { readonly name: string; readonly why: string };

export interface ComparedRunView {
  readonly runId: string;
  readonly label: string;
  readonly metrics: PlanMetrics;
}

export interface RunComparison {
  readonly a: ComparedRunView;
  readonly b: ComparedRunView;
  readonly sameParameters: boolean;
  /** Best priority first. */
  readonly cases: readonly ComparedCaseView[];
}

export type CompareRunsRefusal = 'unknown-run' | 'run-without-plan' | 'different-offers';

/** Two solved runs of one offer side by side: their figures, and every case that the second treats otherwise. Reads only. */
@Injectable()
export class CompareRunsUseCase {
  private readonly compared = new KeptByRun<ComparedRun>(4);
  private readonly differences = new KeptByRun<RunComparison['cases']>(12);

  constructor(private readonly runs: RunsQueries) {}

  async execute(
    _actor: Actor,
    { a, b }: CompareRunsInput,
  ): Promise<Outcome<RunComparison, CompareRunsRefusal>> {
    const [first, second] = [await this.read(a), await this.read(b)];
    if (!first.ok) return first;
    if (!second.ok) return second;
    const [one, other] = [first.value, second.value];
    if (one.view.offer !== other.view.offer) {
      return refused('different-offers', { offers: [one.view.offer, other.view.offer] });
    }
    const sameParameters = haveSameParameters(one.view.params, other.view.params);
    const key = [a, one.edition, b, other.edition].join(' ');
    const cases = await this.differences.of(key, async () =>
      Promise.resolve(differencesOf(one.run, other.run, sameParameters)),
    );
    return accepted({ a: viewOf(one), b: viewOf(other), sameParameters, cases: cases ?? [] });
  }

  private async read(id: string): Promise<Outcome<ReadRun, CompareRunsRefusal>> {
    const view = await this.runs.find(id);
    if (view === null) return refused('unknown-run', { runId: id });
    const result = await this.runs.result(id);
    if (result === null) return refused('run-without-plan', { runId: id });
    const edition = await this.runs.snapshotEdition(id);
    if (edition === null) return refused('run-without-plan', { runId: id });
    const run = await this.compared.of(`${id} ${edition}`, async () => {
      const snapshot = await this.runs.snapshot(id);
      return snapshot === null ? null : comparedRun(snapshot, result.plan);
    });
    return run === null ? refused('run-without-plan', { runId: id }) : accepted({ view, run, edition });
  }
}

function differencesOf(
  one: ComparedRun,
  other: ComparedRun,
  sameParameters: boolean,
): RunComparison['cases'] {
  return comparePlans(one.side, other.side, sameParameters).map((row) => ({
    ...row,
    name: other.nameOf(row.case) ?? one.nameOf(row.case) ?? row.case,
    why: compareSentence(row),
  }));
}

interface ReadRun {
  readonly view: RunView;
  readonly run: ComparedRun;
  readonly edition: string;
}

function viewOf({ view, run }: ReadRun): ComparedRunView {
  return { runId: view.id, label: view.label, metrics: run.metrics };
}
