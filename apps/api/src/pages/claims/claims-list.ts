import { daysFromHalfDays, OFFER_YEARS } from '../../../../../libs/domain/kernel/index.js';
import { CLAIM_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import type { ClaimLine, ClaimView } from '../../../../../libs/features/delivery/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { CLAIM_STATE_NAMES, OFFER_NAMES, dayInEngland } from '../../../../../libs/wording/index.js';
import type { ShortList } from '../short-list.js';

type ClaimSort = 'made' | 'offer' | 'whose' | 'from' | 'days' | 'amount' | 'state';

export const CLAIM_LIST: ShortList<ClaimView, ClaimSort> = {
  noun: 'Claims',
  columns: [
    ['made', 'Made'],
    ['offer', 'Offer'],
    ['whose', 'For'],
    ['from', 'Visits from'],
    ['days', 'Days', 'number'],
    ['amount', 'Amount', 'number'],
    ['state', 'State'],
  ],
  keys: {
    made: ({ madeAt }) => madeAt.getTime(),
    offer: ({ offer }) => offer,
    whose: ({ leaderName }) => leaderName ?? '',
    from: ({ from }) => from,
    days: ({ halfDays }) => halfDays,
    amount: ({ amountPence }) => amountPence,
    state: ({ state }) => state,
  },
  usual: { sort: 'made', direction: 'descending' },
  filters: {
    offer: {
      any: 'Every offer',
      values: [...OFFER_YEARS].reverse().map((value) => ({ value, text: OFFER_NAMES[value] })),
      fits: ({ offer }, value) => offer === value,
    },
    state: {
      any: 'Any state',
      values: CLAIM_STATES.map((value) => ({ value, text: CLAIM_STATE_NAMES[value] })),
      fits: ({ state }, value) => state === value,
    },
  },
  path: '/claims',
  file: '/claims/claims',
};

type LineSort = 'visited' | 'leader' | 'school' | 'signed' | 'days' | 'amount';

/** The visits of one claim. Whoever pays gets all of them: there is nothing to filter by. */
export function claimLineList(claimId: string): ShortList<ClaimLine, LineSort> {
  return {
    noun: 'Visits',
    columns: [
      ['visited', 'Date'],
      ['leader', 'Leader'],
      ['school', 'School or trust'],
      ['signed', 'Signed'],
      ['days', 'Days', 'number'],
      ['amount', 'Amount', 'number'],
    ],
    keys: {
      visited: ({ visitedOn }) => visitedOn,
      leader: ({ leaderName }) => leaderName,
      school: ({ caseName }) => caseName,
      signed: ({ signedOn }) => signedOn,
      days: ({ halfDays }) => halfDays,
      amount: ({ amountPence }) => amountPence,
    },
    usual: { sort: 'leader', direction: 'ascending' },
    filters: {},
    path: `/claims/${claimId}`,
    file: `/claims/${claimId}/lines`,
  };
}

/** The list as a file. */
export const CLAIM_LIST_COLUMNS: readonly CsvColumn<ClaimView>[] = [
  { name: 'claim_id', of: ({ id }) => id },
  { name: 'made_on', of: ({ madeAt }) => dayInEngland(madeAt) },
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'leader_name', of: ({ leaderName }) => leaderName },
  { name: 'from', of: ({ from }) => from },
  { name: 'to', of: ({ to }) => to },
  { name: 'visits', of: ({ visits }) => visits },
  { name: 'days', of: ({ halfDays }) => daysFromHalfDays(halfDays) },
  { name: 'day_rate_pounds', of: ({ dayRatePence }) => dayRatePence / 100 },
  { name: 'amount_pounds', of: ({ amountPence }) => amountPence / 100 },
  { name: 'state', of: ({ state }) => CLAIM_STATE_NAMES[state] },
];
