import type { CaseState, MatchState } from '../../../../../libs/domain/lifecycle/index.js';
import type { CaseInsight, Remedy } from '../../../../../libs/domain/planning/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import { matchViewWith, runViewWith, uncoveredCaseWith } from '../../../../../test/support/view-factories.js';
import { changeHref, presentRunCase, type RunCaseFacts, standingOf } from './run-case.presenter.js';

const OTHER: CaseInsight['alternatives'][number] = {
  ...{ leader: 'L2', score: 12.5, days: 10, dearerBy: 2, reason: 'dearer', daysLeft: 12 },
  ...{ engagementsLeft: null, serves: [], makingRoom: null },
};
const INSIGHT: CaseInsight = {
  ...{ case: 'school-1', leader: 'L1', score: 10.5, candidates: 4 },
  ...{ alternatives: [OTHER], uncovered: null },
};
const FACTS: RunCaseFacts = {
  run: runViewWith(),
  insight: INSIGHT,
  match: matchViewWith(),
  uncovered: null,
  standing: null,
  leaderNames: new Map([['L1', 'Ada Example']]),
  cases: new Map(),
};

function uncoveredFacts(remedy: Remedy | null): RunCaseFacts {
  const uncovered = { reason: 'all-candidates-full', facts: {}, remedy: null } as const;
  return {
    ...FACTS,
    match: null,
    insight: { ...INSIGHT, leader: null, score: null, uncovered },
    uncovered: uncoveredCaseWith({ priority: 2, candidates: 2, remedy }),
  };
}

describe('the page of one case of a run', () => {
  it('says who was chosen, on what figures, and why not the next ones', () => {
    const page = presentRunCase(FACTS);
    expect(page).toMatchObject({ name: 'Aire Street', isCovered: true, why: '10 miles away.', change: null });
    expect(page.figures.map(({ key, value }) => `${key.text}: ${value.text}`)).toEqual([
      ...['Leader: Ada Example (L1)', 'Days: 10', 'Priority: 1', 'Distance: 10.0 miles'],
      ...['Score: 10.5 (lower is better)', 'Leaders who could take it: 4'],
    ]);
    expect(page.others).toEqual([
      {
        ...{ ref: 'L2', name: 'L2', score: '12.5', daysLeft: 12 },
        why: 'L2 (score 12.5) has room, but scores 2 worse.',
      },
    ]);
    expect(page.notShown).toBe('2 more leaders could take it, with a worse score.');
  });

  it('says what became of the plan, and who was chosen instead', () => {
    const sinceOf = (standing: RunCaseFacts['standing']) => presentRunCase({ ...FACTS, standing }).since;
    expect(sinceOf(null)).toBeNull();
    expect(sinceOf(matchViewWith({ id: 'm1', leaderRef: 'L1', state: 'published' }))).toEqual({
      ...{ text: 'The match with Ada Example (L1) is published.', href: '/matches/m1' },
    });
    expect(sinceOf(matchViewWith({ id: 'm2', leaderRef: 'L2', state: 'proposed' }))?.text).toBe(
      'This is the plan as the run made it. A reviewer has chosen L2 since: proposed.',
    );
  });

  it('says of an uncovered case which change would cover it, and nothing where there is none', () => {
    const remedy = { code: 'more-days', leader: 'L1', days: 2, engagements: 0 } as const;
    const page = presentRunCase(uncoveredFacts(remedy));
    const change = 'Ada Example (L1) would have to give 2 days more.';
    expect(page).toMatchObject({
      isCovered: false,
      why: expect.stringMatching(/^2 leaders could take it/) as string,
      change,
    });
    expect(page.figures[0]?.value.text).toBe('No leader');
    expect(presentRunCase(uncoveredFacts(null)).change).toBeNull();
  });
});

describe('another leader for the case of a run', () => {
  const matchIn = (state: MatchState): MatchView => matchViewWith({ state });

  it.each<[MatchState | null, CaseState | null, string | null]>([
    ['proposed', 'eligible', '/matches/m1/override'],
    ['accepted', 'matched', '/matches/m1/override'],
    ['declined', 'contacting', '/here/place'],
    [null, 'eligible', '/here/place'],
    [null, 'matched', null],
    ['active', 'active', null],
    ['completed', 'closed', null],
    [null, null, null],
  ])('of a match that is %s and a case that is %s is chosen at %s', (state, caseState, href) => {
    expect(changeHref('/here', state === null ? null : matchIn(state), caseState)).toBe(href);
  });

  it('takes the place of the match that holds, else of the last that ended', () => {
    const [ended, later] = ['2025-03-03', '2025-03-04'].map((day) =>
      matchViewWith({ id: day, state: 'declined', createdAt: new Date(day) }),
    );
    const holds = matchViewWith({ id: 'holds', state: 'active', createdAt: new Date(0) });
    const all = [ended, later].filter((match) => match !== undefined);
    expect(standingOf([...all, holds])?.id).toBe('holds');
    expect([standingOf(all)?.id, standingOf([])]).toEqual(['2025-03-04', null]);
  });
});
