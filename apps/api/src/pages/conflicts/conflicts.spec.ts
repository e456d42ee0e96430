import type { ConflictView } from '../../../../../libs/features/matches/index.js';
import { shownList } from '../short-list.js';
import { conflictList } from './conflicts-list.js';
import {
  conflictChoices,
  conflictFaults,
  type ConflictForm,
  declaredSentence,
  missingInConflict,
  presentConflicts,
  subjectIdOf,
} from './conflicts.presenter.js';

const FORM: ConflictForm = {
  ...{ leaderRef: 'A', subjectKind: 'trust', subjectId: '9001', declaredBy: '', reason: '' },
  caseId: '',
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

describe('the list of declarations', () => {
  const other = { ...VIEW, id: '8', leaderRef: 'B', leaderName: 'Bo', declaredBy: 'leader' } as const;
  const all = [VIEW, { ...other, withdrawnAt: new Date(0), recordedAt: new Date(0), subjectName: 'Beck' }];
  const ids = (query: Record<string, string>, seesAll = true) =>
    shownList(conflictList('2024-25', seesAll), all, query).rows.map(({ id }) => id);

  it('is newest first, or as asked, filtered by what it is with, who declared it, and whether it stands', () => {
    expect([ids({}), ids({ sort: 'leader', direction: 'descending' })]).toEqual([
      ['7', '8'],
      ['8', '7'],
    ]);
    expect([
      ids({ state: 'stands' }),
      ids({ by: 'leader' }),
      ids({ subject: 'trust' }),
      ids({ text: 'bo' }),
    ]).toEqual([...[['7'], ['8'], [], ['8']]]);
  });

  it('does not tell a leader who they are, and keeps the offer in its links', () => {
    const own = shownList(conflictList('2024-25', false), all, { by: 'leader' });
    expect(own.columns.map(({ text }) => text)).toEqual(['With', 'What it is', 'On', 'State']);
    expect([own.rows.length, own.links.csv]).toEqual([2, '/conflicts/conflicts.csv?offer=2024-25']);
    expect(ids({ text: 'bo' }, false)).toEqual([]);
  });
});

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

  it('takes what is meant by name, unless a number is typed, and only of the kind that is said', () => {
    const named = { ...FORM, subjectId: '', caseId: 'school-100001' };
    const of = (subjectKind: string, more: Partial<ConflictForm> = {}) =>
      subjectIdOf({ ...named, subjectKind, ...more });
    expect([of('school'), of('case'), of('trust'), of('school', { subjectId: '9' })]).toEqual([
      ...['100001', 'school-100001', '', '9'],
    ]);
    const [fault] = missingInConflict({ ...named, declaredBy: 'leader', reason: 'Kin' }, true);
    expect(fault).toEqual({
      field: 'subjectId',
      text: 'What is chosen by name is of another kind: enter the number of the school or trust',
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
    const empty = { ...FORM, leaderRef: '', subjectKind: 'house', subjectId: '' };
    const missing = (records: boolean) => missingInConflict(empty, records).map(({ field }) => field);
    expect(missing(false)).toEqual(['subjectKind', 'subjectId', 'reason']);
    expect(missing(true)).toEqual(['leaderRef', 'declaredBy', 'subjectKind', 'subjectId', 'reason']);
    expect(conflictFaults([], { code: 'unknown-school', facts: { urn: '1' } }).errors).toEqual([
      { text: 'There is no school 1.', href: '#subjectId' },
    ]);
  });
});
