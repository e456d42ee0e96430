import type { ExpertiseCode } from '../../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import type { RunView } from '../../../../../libs/features/runs/index.js';
import { matchViewWith, runSummaryWith, runViewWith } from '../../../../../test/support/view-factories.js';
import { presentProgress, presentRun, type RunPageFacts } from './run.presenter.js';

const SUMMARY = runSummaryWith();
const RUN = runViewWith({ summary: SUMMARY });

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
    matches: [],
    others: [],
    mayDecide: true,
    ...more,
  };
}

function match(
  distanceMetres: number,
  needsMet: readonly ExpertiseCode[],
  needsMissed: readonly ExpertiseCode[],
): MatchView {
  return matchViewWith({ distanceMetres, facts: { ...matchViewWith().facts, needsMet, needsMissed } });
}

function texts(more: Partial<RunView>, matches: readonly MatchView[] = []): Readonly<Record<string, string>> {
  const { figures } = presentRun(facts(more, { matches })).run;
  return Object.fromEntries(figures.map(({ key, value }) => [key.text, value.text]));
}

describe('the overview of a run', () => {
  it('leads to the comparison with the last run before it that has a result', () => {
    const at = (id: string, createdAt: string, summary: RunView['summary'] = SUMMARY): RunView =>
      runViewWith({ id, label: `Run ${id}`, createdAt, summary });
    const later = at('r9', '2025-03-09T10:00:00.000Z');
    const failed = at('r4', '2025-03-04T10:00:00.000Z', null);
    const before = at('r3', '2025-03-03T10:00:00.000Z');
    const others = [later, failed, before, at('r2', '2025-03-02T10:00:00.000Z')];
    const own = { id: 'r5', createdAt: '2025-03-05T10:00:00.000Z' };
    expect(presentRun(facts(own, { others })).run.compare).toEqual({
      href: '/runs/compare?a=r3&b=r5',
      label: 'Run r3',
    });
    expect(presentRun(facts(own, { others: [later, failed] })).run.compare).toBeNull();
    expect(presentRun(facts({ ...own, summary: null }, { others })).run.compare).toBeNull();
  });

  it('leads to what could be published only while there is something left to', () => {
    const hrefOf = (...states: MatchView['state'][]): string | null =>
      presentRun(facts({ state: 'published' }, { matches: states.map((state) => matchViewWith({ state })) }))
        .run.publishHref;
    expect([hrefOf('published', 'proposed'), hrefOf('published'), hrefOf()]).toEqual([
      ...['/runs/r1/publish', null, null],
    ]);
  });

  it('is unpublished as a whole only while no leader has said yes', () => {
    const actionsOf = (...states: MatchView['state'][]): readonly string[] =>
      presentRun(
        facts({ state: 'published' }, { matches: states.map((state) => matchViewWith({ state })) }),
      ).run.actions.map(({ path }) => path);
    expect([actionsOf('published', 'declined'), actionsOf()]).toEqual([['unpublish'], ['unpublish']]);
    expect([actionsOf('published', 'accepted'), actionsOf('ended-early')]).toEqual([[], []]);
  });

  it('says how many cases have another leader than the plan gave them, or none', () => {
    expect(texts({}, [match(1000, [], [])])).not.toHaveProperty('Changed since');
    const replaced = matchViewWith({ caseId: 'a', state: 'superseded' });
    const instead = matchViewWith({ caseId: 'a', origin: 'reviewer' });
    const taken = matchViewWith({ caseId: 'b', state: 'superseded' });
    expect(
      [[replaced, instead], [taken], [replaced, instead, taken]].map(
        (all) => texts({}, all)['Changed since'],
      ),
    ).toEqual([
      ...['1 case has another', '1 case has another', '2 cases have another'].map(
        (text) => `${text} leader now, or none. These figures are of the plan as it was made.`,
      ),
    ]);
  });

  it('says in one sentence what was reached, in days and not in half-days', () => {
    const { run } = presentRun(facts({}));
    expect(run.headline).toBe('2 of 3 cases matched, using 10.5 days from 1 leader.');
    expect(texts({})['How sure']).toBe(
      'Proven: no plan covers more, and none that covers as many scores better.',
    );
  });

  it('says of each priority what is covered and what at most could be', () => {
    expect(texts({})).toMatchObject({
      'Priority 1': 'Its one case is covered',
      'Priority 2': '1 of 2 cases covered; it is proven that no plan covers more',
    });
    const coverage = [{ priority: 1, cases: 9, covered: 4, bound: 6 }];
    expect(texts({ summary: { ...SUMMARY, coverage } })['Priority 1']).toBe(
      '4 of 9 cases covered; a better plan could cover at most 2 more',
    );
  });

  it('tells distance and needs of the plan itself, not of what reviewers made of it', () => {
    const reviewer = { ...match(160_934, [], ['send']), origin: 'reviewer' } as MatchView;
    expect(
      texts({}, [match(16_093, ['send'], []), match(32_187, [], ['governance']), reviewer]),
    ).toMatchObject({
      Distance: '15.0 miles on average; half of them within 15.0 miles; the longest 20.0 miles',
      'Needs met': '1 of 2 (50%)',
    });
  });

  it('says how long the solving took, and of less than a second no more than that', () => {
    const solvedBy = (seconds: number) => texts({ summary: runSummaryWith({ seconds }) })['Solved by'];
    expect(solvedBy(0.04)).toBe('highs 1.0 in less than a second, seed 1');
    expect([1, 12.34].map(solvedBy)).toEqual([
      'highs 1.0 in 1 second, seed 1',
      'highs 1.0 in 12.3 seconds, seed 1',
    ]);
  });

  it('claims no proof that there is not', () => {
    const summary = { ...SUMMARY, status: 'feasible' as const, gap: 0.034 };
    expect(texts({ summary })['How sure']).toBe('Not proven: at most 3.4% from the best score.');
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
    const { actions, publishHref } = presentRun(facts({ state }, { mayDecide: false })).run;
    expect({ actions, publishHref }).toEqual({ actions: [], publishHref: null });
  });

  it('shows progress only while there is any, and that it is being stopped', () => {
    expect(presentRun(facts({})).run.progress).toBeNull();
    const { progress } = facts({ state: 'solving' });
    expect(presentRun(facts({ state: 'solving' })).run.progress).toMatchObject({
      ...{ percent: 50, sentence: 'Matching: 50% done.', phase: 'Matching', done: false },
    });
    const stopping = presentRun(
      facts({ state: 'solving' }, { progress: { ...progress, cancelRequested: true } }),
    );
    expect(stopping.run.progress?.sentence).toBe('Stopping…');
  });

  it('tells whoever asks again that it is over', () => {
    const { progress } = facts({});
    expect(presentProgress({ ...progress, cancelRequested: true })).toEqual({
      ...{ percent: 100, sentence: 'Ready to publish.', phase: 'Ready to publish', done: true },
      ...{ href: `/runs/${progress.id}`, next: 'View results' },
    });
  });
});
