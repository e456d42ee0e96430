import type { Foreseen, ForeseenItem } from '../../../../../libs/features/overrides/index.js';
import { reasonsToLook } from '../review/review.presenter.js';
import { presentEffect } from './effect.presenter.js';
import {
  changesAsked,
  chooseAgain,
  effectHref,
  nobodyChosen,
  overrideAnswer,
  overrideQuestion,
} from './override.form.js';

const SCORE = { distance: 13_389, missedNeeds: 15_000, change: 0, total: 28_389 };
const pair = (leaderRef: string) => ({
  ...{ leaderRef, halfDays: 20, distanceMetres: 16_093, score: SCORE },
  ...{ needsMet: ['reading' as const], needsMissed: [] },
});
const item: ForeseenItem = {
  ...{ kind: 'reassign', caseId: 'school-1', caseName: 'Aire Street School', priority: 1 },
  ...{ matchId: 'm1', rulingId: null, leaderBefore: 'L1', leaderAfter: 'L2' },
  ...{ stateBefore: 'published', stateAfter: 'published', before: pair('L1'), after: pair('L2') },
  ...{ overruled: [], refusals: [], problem: null },
  toOverrule: [{ code: 'outside-travel-limit', facts: { distanceMetres: 16_093, limitMetres: 8046 } }],
};
const effect: Foreseen = {
  items: [item],
  leaders: [
    {
      ...{
        leaderRef: 'L2',
        budgetLeftBefore: 20,
        budgetLeftAfter: 0,
        daysLeftBefore: 10,
        daysLeftAfter: -10,
      },
      ...{ engagementsBefore: 1, engagementsAfter: 2, liveAfter: 1, maxEngagements: null },
      heldBy: [{ matchId: 'm2', caseId: 'school-2', caseName: 'Calder School', halfDays: 10 }],
    },
  ],
  coverage: [{ priority: 1, cases: 4, before: 3, after: 3 }],
  isPossible: false,
};

describe('the effect of an override', () => {
  const view = presentEffect(effect, (ref) => `Leader ${ref}`);

  it('is told in sentences, with both leaders beside each other', () => {
    expect(view.sentences).toEqual([
      'Aire Street School goes from Leader L1 to Leader L2. The days of Leader L1 are free again.' +
        ' The match is published at once and the days are reserved.',
    ]);
    expect(view.pairs[0]?.rows[0]).toEqual({
      what: 'Leader',
      before: 'Leader L1 (L1)',
      after: 'Leader L2 (L2)',
    });
    expect(view.pairs[0]?.rows.slice(-2).map(({ before }) => before)).toEqual([
      ...['28.4', 'Distance 13.4, missed needs 15, change 0'],
    ]);
    expect(view.coverage).toEqual(['Priority 1: 3 of 4 cases would have a leader, as now.']);
  });

  it('warns of the proposals that hold the days, and asks to set rules aside', () => {
    expect(view.warnings).toEqual([
      'Leader L2 would be 5 days short: other proposals of this run hold their days, for Calder School (5 days).',
    ]);
    expect(view.rules).toEqual([
      { code: 'outside-travel-limit', text: '10 miles away; the leader travels up to 5 miles.' },
    ]);
    expect([view.obstacles, view.isVoid]).toEqual([[], false]);
  });

  it('says what stands in the way', () => {
    const refusals = [{ code: 'same-school', facts: { urn: '100' } }] as const;
    const problem = { code: 'case-pinned', facts: { caseId: 'school-1', leaderRef: 'L3' } };
    const shown = presentEffect({ ...effect, items: [{ ...item, refusals, problem }] }, (ref) => ref);
    expect(shown.isVoid).toBe(true);
    expect(shown.obstacles).toEqual([
      'A reviewer fixed school-1 to L3: lift that first.',
      'The leader leads this school (URN 100).',
    ]);
  });
});

describe('the question in an address', () => {
  it('is read back as it was written', () => {
    const href = effectHref('run-1', { deed: 'reassign', matchId: 'm1', leaderRef: 'L 2&x' });
    const query = Object.fromEntries(new URLSearchParams(href.split('?')[1]));
    const question = overrideQuestion(query);
    expect(changesAsked(question, ['outside-travel-limit'])).toEqual([
      { kind: 'reassign', matchId: 'm1', leaderRef: 'L 2&x', overrule: ['outside-travel-limit'] },
    ]);
  });

  it('asks for nothing where it is no question', () => {
    expect(changesAsked(overrideQuestion({ do: 'explode', match: ['a', 'b'] }))).toEqual([]);
    expect(
      overrideAnswer({ overrule: ['outside-travel-limit', 'x'], reasonCode: 'mood', reason: ' a ' }),
    ).toEqual({
      ...{ overrule: ['outside-travel-limit'], reasonCode: '', reason: 'a', tag: '' },
    });
  });
});

describe('a proposal worth a look', () => {
  const facts = { needsMet: [], needsMissed: ['reading' as const], score: SCORE };
  it('is a long way off, or meets no need, and a near one that meets some is not', () => {
    expect(reasonsToLook({ facts, distanceMetres: 80_000 })).toHaveLength(2);
    expect(reasonsToLook({ facts: { ...facts, needsMet: ['send'] }, distanceMetres: 8000 })).toEqual([]);
  });
});

describe('a form sent without a leader', () => {
  it.each([
    [{ do: 'reassign', match: 'm1', leader: '' }, '/matches/m1/override?nobody=yes'],
    [{ do: 'reassign', match: '../../evil' }, '/matches/..%2F..%2Fevil/override?nobody=yes'],
    [{ do: 'place', case: 'trust-1' }, '/runs/r1/cases/trust-1/place?nobody=yes'],
    [{ do: 'place', case: 'trust-1', leader: 'L1' }, null],
    [{ do: 'unassign', match: 'm1' }, null],
    [{}, '/runs/r1/matches'],
  ])('sends one who asks %j back to choose', (query, address) => {
    expect(chooseAgain('r1', overrideQuestion(query))).toBe(address);
  });

  it('is told there', () => {
    expect([nobodyChosen({ nobody: 'yes' }), nobodyChosen({})]).toEqual([
      ...[{ fault: 'Choose a leader' }, { fault: null }],
    ]);
  });
});
