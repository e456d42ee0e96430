import type { ProposalToReview } from '../../../../../libs/features/overrides/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { proposalFilter, reviewAddress, reviewForm } from './review.form.js';
import {
  presentProposals,
  PROPOSAL_FILE_COLUMNS,
  reviewColumns,
  reviewScope,
  reviewTags,
} from './review.presenter.js';

const PROPOSAL: ProposalToReview = {
  ...{
    matchId: 'm1',
    offer: '2024-25',
    runId: 'r1',
    runLabel: 'First',
    caseId: 'school-1',
    caseName: 'Aire',
  },
  ...{ leaderRef: 'L1', leaderName: 'Ada', distanceMetres: 80_467 },
  facts: {
    ...{ needsMet: [], needsMissed: ['reading'] },
    score: { distance: 50_000, missedNeeds: 15_000, change: 0, total: 65_000 },
  },
};

describe('the queue of a reviewer', () => {
  it.each([
    [{}, 'You review cases of every offer in every region.'],
    [
      { offers: ['2024-25'], regions: ['London', 'South West'] },
      'You review cases of School improvement offer 2024 to 2025 in London and South West.',
    ],
  ] as const)('says whose cases are reviewed, limited by %j', (limits, words) => {
    expect(reviewScope({ id: 'u1', roles: ['reviewer'], ...limits })).toBe(words);
  });

  it('takes from the address what it knows, and lets each filter be lifted', () => {
    const form = reviewForm({
      offer: '2024-25',
      reason: 'long-way',
      text: ' Aire ',
      sort: 'case',
      page: '2',
    });
    expect(proposalFilter(form)).toEqual({ offer: '2024-25', reason: 'long-way', text: 'Aire' });
    expect(reviewTags(form).map(({ text, href }) => [text, href.includes('sort=case')])).toEqual([
      ...[
        ['School improvement offer 2024 to 2025', true],
        ['A long way', true],
        ['“Aire”', true],
      ],
    ]);
    expect(reviewTags(form)[1]?.href).not.toContain('reason');
    expect(reviewForm({ offer: '1999', reason: 'x', sort: 'y' })).toEqual({
      ...{ offer: '', reason: '', text: '', sort: 'miles', direction: 'descending' },
    });
    expect(reviewAddress(reviewForm({}), { page: '3' })).toBe('/review?page=3');
  });

  it('sorts by a link in each column but the reasons', () => {
    const columns = reviewColumns(reviewForm({}));
    expect(columns.map(({ text, ariaSort }) => [text, ariaSort])).toEqual([
      ...[
        ['School or trust', 'none'],
        ['Leader', 'none'],
        ['Miles', 'descending'],
        ['Why look', null],
      ],
      ['Offer and run', 'none'],
    ]);
    expect(columns[2]?.href).toBe('/review?sort=miles&direction=ascending');
  });

  it('says why to look, leads to another choice, and is saved as it is shown', () => {
    const why = ['A long way: 50.0 miles.', 'Meets none of its needs: reading.'];
    expect(presentProposals([PROPOSAL])).toMatchObject([
      { href: '/matches/m1/override', caseHref: '/runs/r1/cases/school-1', miles: '50.0', reasons: why },
    ]);
    expect(csvText(PROPOSAL_FILE_COLUMNS, [PROPOSAL])).toContain(
      `2024-25,First,school-1,Aire,L1,Ada,50,${why.join(' ')}`,
    );
  });
});
