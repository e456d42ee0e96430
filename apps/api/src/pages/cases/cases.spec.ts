import { supportCaseWith } from '../../../../../test/support/matching-factories.js';
import { matchViewWith } from '../../../../../test/support/view-factories.js';
import type { CaseSummary } from '../../../../../libs/features/offers/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { fieldOfNeedRefusal, givenContact, missingInNeed, needForm } from './case.form.js';
import { type CaseFacts, presentCase } from './case.presenter.js';
import { caseFilter, casesAddress, casesForm } from './cases.form.js';
import { CASE_FILE_COLUMNS, caseColumns, caseTags, presentCases } from './cases.presenter.js';

const AT = new Date('2025-03-03T10:00:00Z');
const SUMMARY: CaseSummary = {
  ...{ offer: '2024-25', caseId: 'school-990100', state: 'contacting', version: 3, eligible: true },
  supportCase: supportCaseWith({ contactBy: '2024-12-31' }),
  needs: [
    { need: 'send', counts: true, fromJudgement: true, edit: null },
    {
      ...{ need: 'attendance', counts: false, fromJudgement: true },
      edit: { need: 'attendance', edit: 'remove', reason: 'solved', by: 'u1', at: '2025-01-01' },
    },
  ],
  contactStatus: 'done',
};
const FACTS: CaseFacts = {
  summary: SUMMARY,
  contacts: {
    record: {
      ...{ steps: ['local-authority', 'school'], contactBy: '2024-12-31', knownOn: null, checks: [] },
      contacts: [
        {
          ...{ party: 'local-authority', contactedOn: '2024-11-04', means: 'phone', result: 'responded' },
          respondedOn: '2024-11-05',
        },
      ],
      moves: [{ event: 'contact', happenedOn: '2024-11-04' }],
      ...{ allocation: null, beforeAllocation: [], today: '2025-03-03', isOver: false },
    },
    ...{ status: 'done', problems: [] },
    history: [
      {
        ...{
          id: '1',
          party: 'local-authority',
          contactedOn: '2024-11-04',
          means: 'phone',
          result: 'responded',
        },
        ...{ respondedOn: '2024-11-05', note: null, replaces: null, void: false, inForce: true },
        ...{ recordedBy: 'u1', recordedAt: AT },
      },
    ],
    moves: [{ event: 'contact', happenedOn: '2024-11-04', recordedBy: 'u1' }],
  },
  ...{ decisions: [], earlier: [], overrides: [] },
  runs: [
    { runId: 'r2', label: 'Run 2', state: 'solved', createdAt: '2025-03-03T10:00:00Z', leaderRef: null },
    { runId: 'r1', label: 'Run 1', state: 'solved', createdAt: '2025-03-02T10:00:00Z', leaderRef: 'L1' },
  ],
  matches: [matchViewWith({ caseId: 'school-990100', state: 'accepted' })],
  nameOf: (ref) => ref,
  authorOf: (userId) => `user ${userId}`,
};

describe('the list of cases', () => {
  it('takes from the address what it knows, keeps it in links and lets each filter be lifted', () => {
    const form = casesForm(
      { offer: '2019-20', contact: 'overdue', state: 'lost', text: ' Aire ' },
      '2024-25',
    );
    expect(form).toEqual({
      ...{ offer: '2019-20', contact: 'overdue', state: '', text: 'Aire' },
      ...{ sort: 'priority', direction: 'ascending' },
    });
    expect(caseFilter(form)).toEqual({ contact: 'overdue', text: 'Aire' });
    expect(caseTags(form)).toEqual([
      { text: 'Contact late', href: '/cases?offer=2019-20&text=Aire' },
      { text: '“Aire”', href: '/cases?offer=2019-20&contact=overdue' },
    ]);
    expect(casesAddress(form, { page: '2' })).toBe('/cases?offer=2019-20&contact=overdue&text=Aire&page=2');
    expect(casesForm({ offer: '1999' }, '2024-25').offer).toBe('2024-25');
  });

  it('sorts by a link in each column, and says which way it is sorted', () => {
    const columns = caseColumns(casesForm({ sort: 'contactBy', direction: 'descending' }, '2024-25'));
    expect(columns.find(({ text }) => text === 'Contact by')).toMatchObject({
      ...{ ariaSort: 'descending', href: '/cases?offer=2024-25&sort=contactBy&direction=ascending' },
    });
    expect(columns.find(({ text }) => text === 'Priority')?.href).toBe('/cases?offer=2024-25');
    expect(columns.at(-1)).toMatchObject({ text: 'Needs', href: null, ariaSort: null });
  });

  it('shows days and where the case stands, in the list and in the file', () => {
    expect(presentCases([SUMMARY])).toMatchObject([
      {
        ...{ href: '/cases/2024-25/school-990100', days: 10, contactBy: '31 December 2024' },
        ...{ state: { text: 'Being contacted' }, contact: { text: 'Contacted' } },
      },
    ]);
    expect(csvText(CASE_FILE_COLUMNS, [SUMMARY]).split('\n')[1]).toContain(
      'school-990100,Aire Street Primary School,Being contacted,yes,Contacted,2024-12-31,1,10,',
    );
  });
});

describe('the page of a case', () => {
  it('shows each need with where it comes from, and whom to contact with what was done', () => {
    const page = presentCase(FACTS);
    expect(page.needs.map(({ counts, from }) => [counts, from])).toEqual([
      [true, 'From the inspection.'],
      [false, 'From the inspection. Taken away by user u1 on 1 January 2025: Solved.'],
    ]);
    expect(page.contact.steps).toEqual([
      { name: 'Local authority', done: 'Contacted on 4 November 2024' },
      { name: 'School', done: 'Not contacted yet' },
    ]);
    expect(page.contact.recorded[0]?.how).toBe('Phone: they responded on 5 November 2024');
  });

  it('has a line for each run, also for one that left it out', () => {
    expect(
      presentCase(FACTS).runs.map(({ run, leader, matchHref, state }) => [
        run,
        leader,
        matchHref,
        state.text,
      ]),
    ).toEqual([
      ['Run 2', 'No leader', null, 'Not covered'],
      ['Run 1', 'Ada Example', '/matches/m1', 'Accepted'],
    ]);
  });

  it('says of everything that happened who did it', () => {
    const decision: CaseFacts['overrides'][number] = {
      ...{ id: 'd1', offer: '2024-25', runId: 'r1', runLabel: 'Run 1', changes: [], outcome: null },
      effect: { items: [], leaders: [], coverage: [], isPossible: true },
      ...{ reasonCode: 'other', reason: 'Moved', state: 'done', version: 1, undoes: null, undoneBy: null },
      ...{ effectId: null, decidedBy: 'u2', decidedAt: AT.toISOString(), answeredBy: 'u3' },
      ...{ answeredAt: AT.toISOString(), answerReason: null },
    };
    const earlier = [
      {
        ...{ assessmentId: 'a', finishedAt: AT, createdBy: 'u4', asOf: '2024-11-01' },
        ...{ ruleSet: null, sources: null, decision: null },
      },
    ];
    const page = presentCase({ ...FACTS, earlier, overrides: [decision] });
    expect(page.contact.recorded[0]?.by).toBe('Recorded by user u1');
    expect(page.history.map(({ text }) => text).toSorted()).toEqual([
      ' Reason: Moved. Decided by user u2. Approved by user u3.',
      'Asked for by user u4.',
      'By user u1.',
    ]);
  });

  it('offers only the moves that can come next', () => {
    const movesIn = (state: CaseSummary['state']): readonly string[] =>
      presentCase({ ...FACTS, summary: { ...SUMMARY, state } }).moves.map(({ value }) => value);
    expect(movesIn('contacting')).toEqual(['offer']);
    expect(movesIn('offered')).toEqual(['take-up', 'turn-down']);
    expect(movesIn('closed')).toEqual([]);
  });
});

describe('the form of a contact', () => {
  const whole = { party: 'school', means: 'phone', result: 'reached' };
  const date = { 'contacted-day': '4', 'contacted-month': '11', 'contacted-year': '2024' };
  const missing = (form: Record<string, string>): readonly (string | null)[] => {
    const given = givenContact(form);
    return 'missing' in given ? given.missing.map(({ field }) => field) : [];
  };

  it.each(['party', 'means', 'result'] as const)('asks for the %s', (field) => {
    expect(missing({ ...whole, ...date, [field]: 'nonsense' })).toEqual([field]);
  });

  it('asks for all that is missing at once, and for dates that there are', () => {
    expect(missing({ 'responded-day': '31', 'responded-month': '2', 'responded-year': '2025' })).toEqual([
      ...['party', 'contacted-day', 'means', 'result', 'responded-day'],
    ]);
    const need = { need: '', edit: 'constructor', needReason: '' };
    expect(missingInNeed(need).map(({ field }) => field)).toEqual(['need', 'edit', 'needReason']);
  });

  it('hands on its dates as they are written', () => {
    expect(givenContact({ ...whole, ...date })).toEqual({
      contact: { ...whole, contactedOn: '2024-11-04' },
    });
  });
});

it('reads an edit of a need, and puts what is wrong to its field', () => {
  const sent = { need: 'send', edit: 'add', needReason: ' asked ', 'moved-day': '1' };
  expect(needForm(sent)).toEqual({ need: 'send', edit: 'add', needReason: 'asked' });
  expect(['reason-needed', 'need-not-there', 'unknown-need'].map(fieldOfNeedRefusal)).toEqual([
    ...['needReason', 'need', 'need'],
  ]);
});
