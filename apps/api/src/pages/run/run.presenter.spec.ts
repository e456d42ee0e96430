import { DEFAULT_RUN_PARAMS } from '../../../../../libs/domain/candidates/index.js';
import type { RunSummary, RunView } from '../../../../../libs/features/runs/index.js';
import { presentRun, type RunPageFacts } from './run.presenter.js';

const SUMMARY: RunSummary = {
  status: 'optimal',
  cases: 3,
  covered: 2,
  uncovered: 1,
  coverage: [
    { priority: 1, cases: 1, covered: 1, bound: 1 },
    { priority: 2, cases: 2, covered: 1, bound: 1 },
  ],
  leaders: 5,
  leadersUsed: 1,
  candidates: 9,
  halfDaysUsed: 21,
  score: 12.5,
  scoreBound: 12.5,
  gap: 0,
  engine: 'highs 1.0',
  seconds: 0.25,
  seed: 1,
};

const RUN: RunView = {
  id: 'r1',
  offer: '2024-25',
  label: 'Run 1',
  state: 'solved',
  params: DEFAULT_RUN_PARAMS,
  snapshotSha256: 'ab',
  summary: SUMMARY,
  failureCode: null,
  failureFacts: null,
  engine: 'highs 1.0',
  version: 1,
  createdBy: 'u1',
  createdAt: '2026-01-02T03:04:05.000Z',
  startedAt: null,
  finishedAt: null,
};

function facts(run: Partial<RunView>, more: Partial<RunPageFacts> = {}): RunPageFacts {
  const state = run.state ?? RUN.state;
  return {
    run: { ...RUN, ...run },
    progress: {
      id: 'r1',
      state,
      phase: null,
      fraction: 0.5,
      gap: null,
      cancelRequested: false,
      failureCode: null,
    },
    result: null,
    matches: [],
    leaderNames: new Map([['L1', 'Ada Example']]),
    mayDecide: true,
    ...more,
  };
}

describe('the results page of a run', () => {
  it('says in one sentence what was reached, in days and not in half-days', () => {
    const { run } = presentRun(facts({}));
    expect(run.headline).toBe('2 of 3 cases matched, using 10.5 days from 1 leader.');
    expect(run.figures.map(({ value }) => value.text)).toContain(
      'Proven: no plan covers more, and none that covers as many scores better.',
    );
  });

  it('claims no proof that there is not', () => {
    const summary = { ...SUMMARY, status: 'feasible' as const, gap: 0.034 };
    const texts = presentRun(facts({ summary })).run.figures.map(({ value }) => value.text);
    expect(texts).toContain('Not proven: at most 3.4% from the best score.');
    expect(texts.join(' ')).not.toContain('Proven:');
  });

  it.each([
    ['queued', ['cancel']],
    ['solving', ['cancel']],
    ['solved', ['publish', 'discard']],
    ['published', ['unpublish']],
    ['cancelled', []],
    ['failed', []],
  ] as const)('offers what can be done with a %s run, to those who may', (state, paths) => {
    expect(presentRun(facts({ state })).run.actions.map(({ path }) => path)).toEqual(paths);
    expect(presentRun(facts({ state }, { mayDecide: false })).run.actions).toEqual([]);
  });

  it('shows progress only while there is any, and that it is being stopped', () => {
    expect(presentRun(facts({})).run.progress).toBeNull();
    const { progress } = facts({ state: 'solving' });
    expect(presentRun(facts({ state: 'solving' })).run.progress).toEqual({
      percent: 50,
      sentence: 'Matching: 50% done.',
    });
    const stopping = presentRun(
      facts({ state: 'solving' }, { progress: { ...progress, cancelRequested: true } }),
    );
    expect(stopping.run.progress?.sentence).toBe('Stopping…');
  });

  it('names leaders by name, or by reference where no name is kept any more', () => {
    const use = { halfDaysOffered: 20, halfDaysUsed: 7, halfDaysLeft: 13, engagements: 2 };
    const result = {
      runId: 'r1',
      summary: SUMMARY,
      plan: {} as never,
      uncovered: [],
      leaders: [
        { leaderRef: 'L1', ...use },
        { leaderRef: 'L2', ...use },
      ],
    };
    expect(presentRun(facts({}, { result })).leaders).toEqual([
      { ref: 'L1', name: 'Ada Example', offered: 10, used: 3.5, left: 6.5, engagements: 2 },
      { ref: 'L2', name: 'L2', offered: 10, used: 3.5, left: 6.5, engagements: 2 },
    ]);
  });
});
