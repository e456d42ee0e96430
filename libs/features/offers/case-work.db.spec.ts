import { addAssessedCases } from '../../../test/support/run-factories.js';
import { supportCaseWith } from '../../../test/support/matching-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import {
  CaseRecordQueries,
  EditCaseNeed,
  eligibleCases,
  MoveCase,
  OffersModule,
  OffersQueries,
  RecordContact,
  type RecordContactInput,
} from './index.js';

const OFFER = '2024-25';
const [PAST, FUTURE, ENDLESS] = ['school-990100', 'school-990200', 'school-990300'];
let service: TestService;

beforeEach(async () => {
  service = await openTestService(OffersModule);
  await addAssessedCases(service.test.app, [
    supportCaseWith({ caseId: PAST, contactBy: '2024-12-31' }),
    supportCaseWith({ caseId: FUTURE, contactBy: '2190-12-31' }),
    supportCaseWith({ caseId: ENDLESS, contactBy: null }),
  ]);
  await service.database.manager.query(
    `INSERT INTO decision_record (offer, subject_kind, subject_id, assessment_id, facts)
     SELECT offer, 'school', '990100', assessment_id, $1::jsonb FROM support_case WHERE case_id = $2`,
    [JSON.stringify(DECISION), PAST],
  );
});
afterEach(() => service.close());

const DECISION = {
  ...{ eligible: 'yes', subjectKind: 'school', subjectId: '990100' },
  contacts: ['local-authority', 'school'],
  findings: ['inspection-in-window', 'known-by-as-of', 'causing-concern-in-window'].map((rule) => ({
    ...{ rule, answer: 'yes', missing: [], evidence: [], facts: { publicationDate: '2024-11-01' } },
  })),
};

const contact = (changes: Partial<RecordContactInput> = {}) =>
  service.get(RecordContact).execute(COORDINATOR, {
    ...{ offer: OFFER, caseId: PAST, party: 'local-authority', means: 'phone', result: 'reached' },
    contactedOn: '2024-11-04',
    ...changes,
  });
const record = async () => {
  const found = await service.get(CaseRecordQueries).contacts(OFFER, PAST);
  if (found === undefined) throw new Error('no such case');
  return found;
};
const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);
const stateOf = async () => (await service.get(OffersQueries).case(OFFER, PAST))?.state;
const listed = async (status: 'overdue' | 'due' | 'done' | 'not-needed') =>
  (await service.get(OffersQueries).cases(OFFER, { contact: status })).items.map(({ caseId }) => caseId);
const audited = async (action: string) =>
  service.database.manager.query<unknown[]>(`SELECT 1 FROM audit_event WHERE action = $1`, [action]);

describe('contacts', () => {
  it('start with a plan, and with nobody contacted in time', async () => {
    const { record: plan, status, problems } = await record();
    expect(plan).toMatchObject({
      ...{ steps: ['local-authority', 'school'], contactBy: '2024-12-31', knownOn: '2024-11-01' },
    });
    expect(status).toBe('overdue');
    expect(codes(problems)).toEqual(['contact-overdue']);
    expect([await listed('overdue'), await listed('due'), await listed('done')]).toEqual([
      [PAST],
      [FUTURE, ENDLESS],
      [],
    ]);
  });

  it.each([
    [`state = 'closed'`, 'closed'],
    [`state = 'turned-down'`, 'turned down'],
    ['eligible = false', 'no longer eligible'],
  ])('are not asked for, nor late, once the case is over: %s', async (change) => {
    await service.database.manager.query(`UPDATE support_case SET ${change} WHERE case_id = $1`, [PAST]);
    expect((await record()).status).toBe('not-needed');
    const statuses = ['overdue', 'due', 'done', 'not-needed'] as const;
    expect(await Promise.all(statuses.map(listed))).toEqual([[], [FUTURE, ENDLESS], [], [PAST]]);
    expect((await service.get(OffersQueries).case(OFFER, PAST))?.contactStatus).toBe('not-needed');
  });

  it('are recorded with an audit row, and the first moves the case on', async () => {
    expect(valueOf(await contact()).problems).toEqual([]);
    expect(await stateOf()).toBe('contacting');
    expect([await listed('overdue'), await listed('done')]).toEqual([[], [PAST]]);
    const { history, record: plan } = await record();
    expect(history).toMatchObject([{ party: 'local-authority', inForce: true, recordedBy: COORDINATOR.id }]);
    expect(plan.moves).toEqual([{ event: 'contact', happenedOn: '2024-11-04', recordedBy: COORDINATOR.id }]);
    expect(await audited('contact.record')).toHaveLength(1);
  });

  it.each([
    ['response-before-contact', { result: 'responded', respondedOn: '2024-11-03' }],
    ['bad-response-date', { result: 'responded' }],
    ['contact-in-future', { contactedOn: '2190-01-01' }],
    ['contact-before-eligibility-known', { contactedOn: '2024-10-31' }],
    ['bad-date', { contactedOn: '2024-02-30' }],
    ['no-such-case', { caseId: 'school-1' }],
    ['unknown-contact', { replaces: '999' }],
  ] as const)('are refused for %s, and leave no trace', async (code, changes) => {
    expect(await contact(changes)).toMatchObject({ ok: false, refusal: { code } });
    expect((await record()).history).toEqual([]);
    expect(await stateOf()).toBe('eligible');
  });

  it('out of order are kept and shown', async () => {
    const { problems } = valueOf(await contact({ party: 'school' }));
    expect(codes(problems)).toEqual(['party-before-earlier-step']);
    valueOf(await contact());
    expect(codes((await record()).problems)).toEqual([]);
  });

  it('are corrected by newer rows, each once, and can be withdrawn', async () => {
    const { contactId } = valueOf(await contact());
    const corrected = valueOf(await contact({ contactedOn: '2024-11-06', replaces: contactId }));
    expect(await contact({ replaces: contactId })).toMatchObject({ refusal: { code: 'already-corrected' } });
    const { history, record: plan } = await record();
    expect(history.map(({ inForce }) => inForce)).toEqual([false, true]);
    expect(plan.contacts.map(({ contactedOn }) => contactedOn)).toEqual(['2024-11-06']);
    const withdraw = () =>
      service
        .get(RecordContact)
        .withdraw(COORDINATOR, { offer: OFFER, caseId: PAST, contactId: corrected.contactId });
    expect(codes(valueOf(await withdraw()).problems)).toEqual(['contact-overdue']);
    expect(await withdraw()).toMatchObject({ refusal: { code: 'already-corrected' } });
    expect((await record()).history).toHaveLength(3);
    const rewrite = service.test.owner.query(`DELETE FROM case_contact`);
    await expect(rewrite).rejects.toThrow('rows are only ever added');
  });

  it('corrected by two at once are corrected by one', async () => {
    const { contactId } = valueOf(await contact());
    const tries = await Promise.all([1, 2, 3].map(() => contact({ replaces: contactId })));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('moves of a case', () => {
  const move = async (event: 'offer' | 'take-up' | 'turn-down', on?: string) => {
    const version = (await service.get(OffersQueries).case(OFFER, PAST))?.version ?? 0;
    return service.get(MoveCase).execute(COORDINATOR, {
      ...{ offer: OFFER, caseId: PAST, event, version },
      ...(on === undefined ? {} : { on }),
    });
  };

  it('have their day; an answer is not before the offer', async () => {
    valueOf(await contact());
    valueOf(await move('offer', '2024-11-10'));
    expect(await move('take-up', '2024-11-09')).toMatchObject({ refusal: { code: 'answer-before-offer' } });
    expect(await move('take-up', '2190-01-01')).toMatchObject({ refusal: { code: 'date-in-future' } });
    expect(await move('take-up', 'soon')).toMatchObject({ refusal: { code: 'bad-date' } });
    expect(valueOf(await move('take-up', '2024-11-10')).state).toBe('taken-up');
    expect(codes((await record()).problems)).toEqual([]);
  });

  it('without a contact by then show a problem, so does an allocation', async () => {
    valueOf(await contact());
    valueOf(await move('offer', '2024-11-03'));
    expect(codes((await record()).problems)).toEqual(['offer-before-contact']);
    const { manager } = service.database;
    await manager.query(`INSERT INTO leader (ref, name) VALUES ('L1', 'Ada')`);
    await manager.query(
      `WITH made AS (INSERT INTO run (offer, label, state, params, snapshot_sha256, created_by)
         VALUES ($1, 'r', 'published', '{}', '', 'test') RETURNING id)
       INSERT INTO match (offer, run_id, case_id, leader_ref, half_days, origin, state, distance_metres, facts,
         case_state_before, changed_at, published_at, answer_by)
       SELECT $1, id, $2, 'L1', 4, 'run', 'published', 1, '{}', 'offered', '2024-11-02', '2024-11-02', '2024-11-09' FROM made`,
      [OFFER, PAST],
    );
    expect(codes((await record()).problems)).toEqual(['offer-before-contact', 'allocation-before-contact']);
    await manager.query(
      `INSERT INTO conflict_check (offer, case_id, leader_ref, checked_on, result, recorded_by)
       VALUES ($1, $2, 'L1', '2024-11-05', 'conflict', 'test')`,
      [OFFER, PAST],
    );
    expect(codes((await record()).problems)).toContain('allocation-despite-conflict');
  });
});

describe('needs of a case', () => {
  const edit = (what: 'add' | 'remove', need: string, reason = 'The head asked') =>
    service.get(EditCaseNeed).execute(COORDINATOR, { offer: OFFER, caseId: PAST, edit: what, need, reason });

  it('follow the edits, for the list of a run too, and say where they come from', async () => {
    valueOf(await edit('add', 'send'));
    expect(valueOf(await edit('remove', 'quality-of-education')).needs).toEqual([
      'leadership-and-management',
      'send',
    ]);
    const found = await service.get(OffersQueries).case(OFFER, PAST);
    expect(found?.supportCase.needs).toEqual(['leadership-and-management', 'send']);
    expect(found?.needs.map(({ need, counts, edit: by }) => [need, counts, by?.by ?? null])).toEqual([
      ['leadership-and-management', true, null],
      ['quality-of-education', false, COORDINATOR.id],
      ['send', true, COORDINATOR.id],
    ]);
    expect(found?.version).toBe(3);
    const cases = await eligibleCases(service.database.manager, OFFER);
    expect(cases.map(({ supportCase }) => supportCase.needs.length)).toEqual([2, 2, 2]);
    expect(cases[0]?.supportCase.needs).toContain('send');
    valueOf(await edit('remove', 'send'));
    expect(await audited('need.add')).toHaveLength(1);
    expect(await audited('need.remove')).toHaveLength(2);
  });

  it.each([
    ['need-already-there', 'add', 'quality-of-education', 'Why'],
    ['need-not-there', 'remove', 'send', 'Why'],
    ['unknown-need', 'add', 'colour', 'Why'],
    ['reason-needed', 'add', 'send', ' '],
  ] as const)('refuse %s', async (code, what, need, reason) => {
    expect(await edit(what, need, reason)).toMatchObject({ ok: false, refusal: { code } });
  });
});
