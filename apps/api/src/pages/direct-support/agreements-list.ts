import type { OfferYear } from '../../../../../libs/domain/kernel/index.js';
import type { DirectSupport } from '../../../../../libs/features/offers/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import type { ShortList } from '../short-list.js';
import { type AgreementRow, directSupportAddress } from './direct-support.presenter.js';

/** What was last said about one school, as it is stored and as it is shown. */
export interface ListedAgreement {
  readonly agreement: DirectSupport;
  readonly row: AgreementRow;
}

type AgreementSort = 'school' | 'trust' | 'state' | 'leader' | 'on' | 'why' | 'by';

export function agreementList(offer: OfferYear): ShortList<ListedAgreement, AgreementSort> {
  const path = directSupportAddress(offer);
  return {
    noun: 'Agreements',
    columns: [
      ['school', 'School'],
      ['trust', 'Trust'],
      ['state', 'State'],
      ['leader', 'Leader'],
      ['on', 'On'],
      ['why', 'Why'],
      ['by', 'Recorded by'],
    ],
    keys: {
      school: ({ row }) => row.school,
      trust: ({ row }) => row.trust,
      state: ({ row }) => row.state.text,
      leader: ({ row }) => row.leader,
      on: ({ agreement }) => agreement.decidedOn,
      why: ({ row }) => row.why,
      by: ({ row }) => row.by,
    },
    usual: { sort: 'school', direction: 'ascending' },
    filters: {
      state: {
        any: 'Any state',
        values: [
          { value: 'agreed', text: 'Agreed' },
          { value: 'taken-back', text: 'Taken back' },
        ],
        fits: ({ agreement }, value) => agreement.agreed === (value === 'agreed'),
      },
    },
    words: ({ row }) => [row.school, row.trust, row.leader, row.why],
    path,
    file: `${path}/direct-support`,
  };
}

/** The list as a file. */
export const AGREEMENT_FILE_COLUMNS: readonly CsvColumn<ListedAgreement>[] = [
  { name: 'urn', of: ({ agreement }) => agreement.urn },
  { name: 'school', of: ({ agreement }) => agreement.name },
  { name: 'trust_uid', of: ({ agreement }) => agreement.trustUid },
  { name: 'state', of: ({ row }) => row.state.text },
  { name: 'leader_ref', of: ({ agreement }) => agreement.leaderRef },
  { name: 'decided_on', of: ({ agreement }) => agreement.decidedOn },
  { name: 'why', of: ({ row }) => row.why },
  { name: 'recorded_by', of: ({ row }) => row.by },
];
