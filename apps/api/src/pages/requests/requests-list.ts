import type { OfferYear } from '../../../../../libs/domain/kernel/index.js';
import type { ListedReferral } from '../../../../../libs/features/offers/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import type { ListItem, ShortList } from '../short-list.js';
import { requestsAddress, type RequestRow, requestWords, stateOf } from './requests.presenter.js';

/** What was decided, as it is stored and as it is shown. */
export interface ListedRequest {
  readonly referral: ListedReferral;
  readonly row: RequestRow;
}

type RequestSort = 'who' | 'decision' | 'on' | 'decidedBy' | 'why' | 'from';

const STATES: readonly ListItem[] = (['accepted', 'declined', 'pending', 'withdrawn'] as const).map(
  (value) => ({ value, text: stateOf(value).text }),
);

export function requestList(offer: OfferYear): ShortList<ListedRequest, RequestSort> {
  const path = requestsAddress(offer);
  return {
    noun: 'Decisions',
    columns: [
      ['who', 'Who asked'],
      ['decision', 'Decision'],
      ['on', 'On'],
      ['decidedBy', 'Decided by'],
      ['why', 'Why'],
      ['from', 'Where it stands'],
    ],
    keys: {
      who: ({ row }) => row.who,
      decision: ({ row }) => row.decision.text,
      on: ({ referral }) => referral.decidedOn ?? '',
      decidedBy: ({ referral }) => referral.decidedBy ?? '',
      why: ({ referral }) => referral.reason ?? '',
      from: ({ row }) => row.from,
    },
    usual: { sort: 'who', direction: 'ascending' },
    filters: {
      kind: {
        any: 'Schools and trusts',
        values: [
          { value: 'school', text: 'Schools' },
          { value: 'trust', text: 'Trusts' },
        ],
        fits: ({ referral }, value) => referral.subjectKind === value,
      },
      decision: {
        any: 'Any decision',
        values: STATES,
        fits: ({ referral: { withdrawn, decision } }, value) =>
          (withdrawn === null ? decision : 'withdrawn') === value,
      },
      from: {
        any: 'Anywhere',
        values: [
          { value: 'record', text: 'Recorded by hand' },
          { value: 'file', text: requestWords(offer).file },
        ],
        fits: ({ referral }, value) => referral.from === value,
      },
    },
    words: ({ row }) => [row.who, row.decidedBy, row.why],
    path,
    file: `${path}/requests`,
  };
}

/** The list as a file. */
export const REQUEST_FILE_COLUMNS: readonly CsvColumn<ListedRequest>[] = [
  { name: 'subject_kind', of: ({ referral }) => referral.subjectKind },
  { name: 'subject_id', of: ({ referral }) => referral.subjectId },
  { name: 'name', of: ({ referral }) => referral.name },
  { name: 'decision', of: ({ row }) => row.decision.text },
  { name: 'decided_on', of: ({ referral }) => referral.decidedOn },
  { name: 'decided_by', of: ({ referral }) => referral.decidedBy },
  { name: 'why', of: ({ referral, row }) => (referral.reason === null ? null : row.why) },
  { name: 'where_it_stands', of: ({ row }) => row.from },
];
