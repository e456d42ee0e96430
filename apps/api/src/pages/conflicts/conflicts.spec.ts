import type { ConflictView } from '../../../../../libs/features/matches/index.js';
import {
  conflictChoices,
  conflictFaults,
  type ConflictForm,
  declaredSentence,
  missingInConflict,
  presentConflicts,
} from './conflicts.presenter.js';

const FORM: ConflictForm = {
  ...{ leaderRef: 'A', subjectKind: 'trust', subjectId: '9001', declaredBy: '', reason: '' },
};
const VIEW: ConflictView = {
  ...{
    id: '7',
    offer: '2024-25',
    leaderRef: 'A',
    leaderName: 'Ada',
    subjectKind: 'school',
    subjectId: '100001',
  },
  ...{ subjectName: 'Aire', declaredBy: 'responsible-body', reason: 'Dispute', withdrawnAt: null },
  recordedAt: new Date('2024-11-05T09:30:00Z'),
};

describe('the page of conflicts of interest', () => {
  it('lists who declared a tie with whom', () => {
    expect(presentConflicts([VIEW])).toEqual([
      {
        ...{ id: '7', leader: 'Ada (A)', subject: 'Aire (URN 100001)', reason: 'Dispute' },
        ...{ by: 'The trust, local authority or diocese', on: '5 November 2024', withdrawnOn: '' },
      },
    ]);
    const nameless = { ...VIEW, subjectKind: 'trust', subjectId: '9', subjectName: null } as const;
    expect(presentConflicts([{ ...nameless, withdrawnAt: VIEW.recordedAt }])[0]).toMatchObject({
      ...{ subject: '(UID 9)', withdrawnOn: '5 November 2024' },
    });
  });

  it('says what a declaration did', () => {
    expect(declaredSentence({ conflictId: '1', stopped: [], underWay: [] })).toBe(
      'The conflict of interest is declared. No run will bring the two together.',
    );
    expect(declaredSentence({ conflictId: '1', stopped: ['a', 'b'], underWay: ['c'] })).toContain(
      '2 matches were stopped and the days are free again. 1 match is being delivered already: end it early.',
    );
  });

  it('keeps what was chosen and leads to the field at fault', () => {
    expect(conflictChoices(FORM).subjects.find(({ checked }) => checked)?.value).toBe('trust');
    expect(conflictChoices(FORM).sides.some(({ checked }) => checked)).toBe(false);
    const empty = { leaderRef: '', subjectKind: 'house', subjectId: '', declaredBy: '', reason: '' };
    const missing = (records: boolean) => missingInConflict(empty, records).map(({ field }) => field);
    expect(missing(false)).toEqual(['subjectKind', 'subjectId', 'reason']);
    expect(missing(true)).toEqual(['leaderRef', 'declaredBy', 'subjectKind', 'subjectId', 'reason']);
    expect(conflictFaults([], { code: 'unknown-school', facts: { urn: '1' } }).errors).toEqual([
      { text: 'There is no school 1.', href: '#subjectId' },
    ]);
  });
});
