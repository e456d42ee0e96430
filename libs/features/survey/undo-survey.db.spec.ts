import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { eventually } from '../../../test/support/eventually.js';
import { type OfferYear, SYSTEM } from '../../domain/kernel/index.js';
import { refusalSentence } from '../../wording/index.js';
import { BudgetsModule, BudgetsQueries } from '../budgets/index.js';
import {
  ImportReviewQueries,
  ImportsQueries,
  ProcessImport,
  ReceiveImport,
  UndoImport,
} from '../imports/index.js';
import { LeadersModule, LeadersQueries } from '../leaders/index.js';
import { SchoolsModule } from '../schools/index.js';
import { answersOfOffer, SurveyModule, WithdrawAnswer } from './index.js';

let service: TestService;
const OFFER: OfferYear = '2024-25';

beforeEach(async () => {
  service = await openTestService(SurveyModule, LeadersModule, SchoolsModule, BudgetsModule);
});
afterEach(() => service.close());

const HEADER = 'leader_ref,leader_name,leader_role,phases,days_offered,email';
const row = (ref: string, days: number, name = `Leader ${ref}`, email = '') =>
  `${ref},${name},nle,primary,${String(days)},${email}`;
const text = (rows: readonly string[]) => [HEADER, ...rows].join('\n');
const survey = async (...rows: readonly string[]) =>
  (await importFile(service, { kind: 'survey', offer: OFFER, content: text(rows) })).importId;
const one = (importId: string) => service.get(ImportsQueries).one(importId);

async function undo(importId: string): Promise<string> {
  valueOf(await service.get(UndoImport).execute(COORDINATOR, { importId }));
  return valueOf(await service.get(ProcessImport).execute(SYSTEM, { importId })).state;
}

/** `L1 20 submitted 1 (20 of 20)`: half-days answered, state, version, and days left of those granted. */
async function standing(): Promise<readonly string[]> {
  const answers = await answersOfOffer(service.database.manager, OFFER);
  const budgets = service.get(BudgetsQueries);
  return Promise.all(
    answers.map(async ({ leaderRef, answer, state }) => {
      const budget = await budgets.find(OFFER, leaderRef);
      const left = `${String(budget?.availableHalfDays)} of ${String(budget?.grantedHalfDays)}`;
      return `${leaderRef} ${String(answer.halfDaysOffered)} ${state} (${left})`;
    }),
  );
}

/** As published matches would: half-days of this leader's are promised. */
async function reserve(leaderRef: string, halfDays: number): Promise<void> {
  await service.database.manager.query(
    `INSERT INTO ledger_entry
       (budget_id, n, kind, delta_half_days, prev_n, prev_balance, balance, idempotency_key, actor_id, reason)
     SELECT e.budget_id, e.n + 1, 'reserve', -$2::int, e.n, e.balance, e.balance - $2::int, 'test ' || $1, 'test', 'test'
     FROM ledger_entry e JOIN leader_budget b ON b.id = e.budget_id
     WHERE b.leader_ref = $1 ORDER BY e.n DESC LIMIT 1`,
    [leaderRef, halfDays],
  );
}

describe('undoing a survey', () => {
  it('gives back the answers and the days from before, and takes away what was new', async () => {
    await survey(row('L1', 10), row('L2', 4));
    const before = await standing();
    const second = await survey(row('l1', 12, 'Renamed'), row('L2', 4), row('L3', 7));
    expect(await standing()).toEqual([
      ...['L1 24 submitted (24 of 24)', 'L2 8 submitted (8 of 8)', 'L3 14 submitted (14 of 14)'],
    ]);
    expect(await undo(second)).toBe('undone');
    expect(await standing()).toEqual(before);
    expect((await service.get(LeadersQueries).names()).get('L1')).toBe('Leader L1');
    const gone = await service.get(BudgetsQueries).find(OFFER, 'L3');
    expect(gone).toMatchObject({ grantedHalfDays: 0, availableHalfDays: 0 });
    const statement = await service.get(BudgetsQueries).statement(OFFER, 'L1');
    expect(statement.items.map(({ deltaHalfDays }) => deltaHalfDays)).toEqual([20, 4, -4]);
    const again = await survey(row('l1', 12, 'Renamed'), row('L2', 4), row('L3', 7));
    expect(again).not.toBe(second);
    expect((await standing()).at(-1)).toBe('L3 14 submitted (14 of 14)');
    expect(await undo(again)).toBe('undone');
    expect(await standing()).toEqual(before);
  });

  it('is refused, with all names, when it would take days that are promised', async () => {
    await survey(row('L1', 10), row('L2', 10));
    const second = await survey(row('L1', 20), row('L2', 20), row('L3', 5), row('L4', 5));
    await reserve('L1', 30);
    await reserve('L3', 1);
    const before = await standing();
    expect(await undo(second)).toBe('imported');
    expect(await standing()).toEqual(before);
    const refusal = (await one(second))?.undoRefusal;
    expect(refusal).toEqual({
      code: 'undo-takes-promised-days',
      facts: { offer: OFFER, leaderRefs: ['L1', 'L3'] },
    });
    expect(refusal && refusalSentence(refusal)).toBe(
      'Days of L1 and L3 that this file brought are already promised to schools: it can be undone once the matches that hold them are declined, unpublished or taken back.',
    );
  });

  it('leaves withdrawn who had withdrawn before, and who did since', async () => {
    await survey(row('L1', 4), row('L2', 4), row('L3', 4));
    const withdraw = async (leaderRef: string, version: number) =>
      valueOf(
        await service
          .get(WithdrawAnswer)
          .execute(SYSTEM, { offer: OFFER, leaderRef, version, reason: 'illness' }),
      );
    await withdraw('L1', 1);
    const second = await survey(row('L1', 4), row('L2', 5), row('L3', 5));
    await withdraw('L2', 2);
    await reserve('L3', 2);
    await withdraw('L3', 2);
    expect(await standing()).toEqual([
      ...['L1 8 submitted (8 of 8)', 'L2 10 withdrawn (0 of 0)', 'L3 10 withdrawn (0 of 2)'],
    ]);
    expect(await undo(second)).toBe('undone');
    // Who has withdrawn gives no days but those that are promised.
    expect(await standing()).toEqual([
      ...['L1 8 withdrawn (0 of 0)', 'L2 8 withdrawn (0 of 0)', 'L3 8 withdrawn (0 of 2)'],
    ]);
  });

  it('waits for budgets before it holds answers, and leaves alone what was changed online meanwhile', async () => {
    await survey(row('L1', 10), row('L2', 4));
    const second = await survey(row('L1', 12), row('L2', 6));
    const changer = service.test.app.createQueryRunner();
    await changer.startTransaction();
    try {
      await changer.query(`SELECT 1 FROM leader_budget WHERE leader_ref = 'L1' FOR UPDATE`);
      const undone = undo(second);
      await eventually('the undoing waits for the budget', async () => {
        const rows = await service.test.app.query<unknown[]>(
          `SELECT 1 FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND cardinality(pg_blocking_pids(pid)) > 0`,
        );
        return rows.length > 0 ? true : undefined;
      });
      const answer = `SELECT leader_ref AS ref FROM survey_answer WHERE leader_ref = 'L1'`;
      await expect(changer.query(`${answer} FOR UPDATE NOWAIT`)).resolves.toEqual([{ ref: 'L1' }]);
      await changer.query(`UPDATE survey_answer SET import_id = NULL WHERE leader_ref = 'L1'`);
      await changer.commitTransaction();
      expect(await undone).toBe('undone');
    } finally {
      if (changer.isTransactionActive) await changer.rollbackTransaction();
      await changer.release();
    }
    expect(await standing()).toEqual(['L1 24 submitted (24 of 24)', 'L2 8 submitted (8 of 8)']);
  });

  it('does not bring back an answer that was refused in its day', async () => {
    await survey(row('L1', 10));
    await reserve('L1', 12);
    await survey(row('L1', 5));
    const third = await survey(row('L1', 15));
    expect(await undo(third)).toBe('undone');
    expect(await standing()).toEqual(['L1 20 submitted (8 of 20)']);
  });
});

describe('the preview of a survey', () => {
  const toReview = async (rows: readonly string[]): Promise<string> => {
    const received = await service.get(ReceiveImport).execute(COORDINATOR, {
      ...{ kind: 'survey', offer: OFFER, fileName: 's.csv', review: true, maxBytes: 10_000 },
      content: (async function* () {
        yield await Promise.resolve(Buffer.from(text(rows)));
      })(),
    });
    return valueOf(received).importId;
  };

  it('tells that a leader gets another name or email address, and not which', async () => {
    await survey(row('L1', 10), row('L2', 10), row('L3', 10));
    const written = row('L2', 10, 'Leader L2', 'ann@example.org');
    const importId = await toReview([row('l1', 10, 'Ann Other'), written, row('L3', 10)]);
    valueOf(await service.get(ProcessImport).execute(SYSTEM, { importId }));
    expect((await one(importId))?.changeCounts).toEqual({ added: 0, changed: 2, removed: 0, same: 1 });
    const { items } = await service.get(ImportReviewQueries).changes(importId);
    expect(items.map(({ subject, fields }) => [subject, ...fields.map(({ field }) => field)])).toEqual([
      ...[['L1', 'anotherName'], ['L2', 'anotherEmail']], // prettier-ignore
    ]);
    expect(JSON.stringify(items)).not.toMatch(/Ann|example/);
  });

  it('counts answers, not leaders left alone, and leaves out those that will be refused', async () => {
    await survey(row('L1', 10), row('L2', 4), row('L9', 1));
    await reserve('L1', 12);
    const importId = await toReview([row('L1', 5), row('L2', 6), row('L3', 1)]);
    expect(valueOf(await service.get(ProcessImport).execute(SYSTEM, { importId }))).toMatchObject({
      ...{ state: 'ready', rowCount: 3, storedCount: 2, faultCount: 1 },
    });
    expect((await one(importId))?.changeCounts).toEqual({ added: 1, changed: 1, removed: 0, same: 0 });
    const { items } = await service.get(ImportReviewQueries).changes(importId);
    expect(items[1]).toMatchObject({
      ...{ change: 'changed', subject: 'L2', row: 3 },
      fields: [{ field: 'halfDaysOffered', before: '8', after: '12' }],
    });
    expect(JSON.stringify(items)).not.toContain('Leader L');
    expect((await standing()).length).toBe(3);
  });
});
