import type { OfferYear } from '../../../../../libs/domain/kernel/index.js';
import type { RegionDays } from '../../../../../libs/features/delivery/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import type { ReasonCount } from '../../../../../libs/features/overrides/index.js';
import { MATCH_STATE_NAMES } from '../../../../../libs/wording/index.js';
import type { Form } from '../form.js';
import { stateFilter } from '../match-file.js';
import { reasonText } from '../override/reason-items.js';
import { keptOf, type ShortList } from '../short-list.js';
import { ENDED, regionName } from './reports.presenter.js';

const OF_REGIONS = ['sort', 'direction'];
const OF_OVERRIDES = ['override-sort', 'override-direction'];
const OF_ENDED = ['ended-state', 'ended-sort', 'ended-direction'];

type RegionSort = 'region' | 'leaders' | 'offered' | 'reserved' | 'delivered' | 'left';
type OverrideSort = 'reason' | 'decisions' | 'back';
type EndedSort = 'school' | 'leader' | 'state' | 'reason';

export interface ReportLists {
  readonly regions: ShortList<RegionDays, RegionSort>;
  readonly overrides: ShortList<ReasonCount, OverrideSort>;
  readonly ended: ShortList<MatchView, EndedSort>;
}

/** The lists of the page; each keeps what the address asks of the others. */
export function reportLists(offer: OfferYear, query: Form): ReportLists {
  const kept = (...names: readonly string[]): Readonly<Record<string, string>> => ({
    offer,
    ...keptOf(query, names),
  });
  return {
    regions: {
      ...REGIONS,
      ...{ path: '/reports', file: '/reports/days', kept: kept(...OF_OVERRIDES, ...OF_ENDED) },
    },
    overrides: {
      ...OVERRIDES,
      ...{ path: '/reports', own: 'override', kept: kept(...OF_REGIONS, ...OF_ENDED) },
    },
    ended: {
      ...ENDED_MATCHES,
      ...{ path: '/reports', file: '/reports/ended', own: 'ended' },
      kept: kept(...OF_REGIONS, ...OF_OVERRIDES),
    },
  };
}

const REGIONS: Omit<ReportLists['regions'], 'path'> = {
  noun: 'Regions',
  columns: [
    ['region', 'Region'],
    ['leaders', 'Leaders', 'number'],
    ['offered', 'Offered', 'number'],
    ['reserved', 'Reserved', 'number'],
    ['delivered', 'Delivered', 'number'],
    ['left', 'Left', 'number'],
  ],
  keys: {
    region: ({ region }) => regionName(region),
    leaders: ({ leaders }) => leaders,
    offered: ({ grantedHalfDays }) => grantedHalfDays,
    reserved: ({ reservedHalfDays }) => reservedHalfDays,
    delivered: ({ deliveredHalfDays }) => deliveredHalfDays,
    left: ({ leftHalfDays }) => leftHalfDays,
  },
  usual: { sort: 'region', direction: 'ascending' },
  filters: {},
};

const OVERRIDES: Omit<ReportLists['overrides'], 'path'> = {
  noun: 'Reasons',
  columns: [
    ['reason', 'Reason'],
    ['decisions', 'Changes', 'number'],
    ['back', 'Taken back since', 'number'],
  ],
  keys: {
    reason: ({ reasonCode }) => reasonText(reasonCode),
    decisions: ({ decisions }) => decisions,
    back: ({ takenBack }) => takenBack,
  },
  usual: { sort: 'decisions', direction: 'descending' },
  filters: {},
};

const ENDED_MATCHES: Omit<ReportLists['ended'], 'path'> = {
  noun: 'Matches',
  columns: [
    ['school', 'School or trust'],
    ['leader', 'Leader'],
    ['state', 'State'],
    ['reason', 'Reason'],
  ],
  keys: {
    school: ({ caseName }) => caseName,
    leader: ({ leaderName }) => leaderName,
    state: ({ state }) => MATCH_STATE_NAMES[state],
    reason: ({ stateReason }) => stateReason ?? '',
  },
  usual: { sort: 'school', direction: 'ascending' },
  filters: { state: stateFilter(ENDED) },
};
