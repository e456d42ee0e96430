import { OFFER } from '../../../test/support/budget-factories.js';
import { valueOf } from '../../../test/support/service-harness.js';
import { OFFER_YEARS, type Outcome, SYSTEM } from '../../domain/kernel/index.js';
import { databaseFault } from '../../platform/database/index.js';
import { ChangeOfferSettings, OffersModule } from '../offers/index.js';
import {
  answerOf,
  COORDINATOR,
  type DeliveryRound,
  openDeliveryRound,
  visitOn,
} from './delivery-round.fixture.js';
import {
  ClaimsQueries,
  DaySummaryQueries,
  MakeClaim,
  type MakeClaimInput,
  ReconcileDays,
  SignOffVisits,
} from './index.js';

const offer = OFFER_YEARS.find((year) => year === OFFER) ?? '2024-25';
const PERIOD: MakeClaimInput = { offer, from: '2025-02-01', to: '2025-02-28' };

let round: DeliveryRound;
let make: MakeClaim;
let claims: ClaimsQueries;

/** Signed: three half-days in February with c1, two in March with c2. */
beforeEach(async () => {
  round = await openDeliveryRound(OffersModule);
  make = round.service.get(MakeClaim);
  claims = round.service.get(ClaimsQueries);
  await round.log(visitOn('2025-02-03'));
  await round.log(visitOn('2025-02-28', 1));
  await round.log(visitOn('2025-03-01'), round.otherMatchId);
  for (const id of [round.matchId, round.otherMatchId]) {
    valueOf(await round.service.get(SignOffVisits).execute(await answerOf(round, await round.link(id))));
  }
  await round.log(visitOn('2025-02-27', 1)); // not signed
});
afterEach(() => round.close());

const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.refusal.code);
const reconcile = async () => valueOf(await round.service.get(ReconcileDays).execute(SYSTEM));

describe('a claim', () => {
  it('takes every signed day of the period at the day rate', async () => {
    const made = valueOf(await make.execute(COORDINATOR, PERIOD));
    expect(made).toMatchObject({ visits: 2, halfDays: 3, amountPence: 90_000 });
    await expect(claims.find(made.claimId)).resolves.toMatchObject({
      ...{ state: 'made', from: '2025-02-01', to: '2025-02-28', dayRatePence: 60_000, amountPence: 90_000 },
    });
    const lines = await claims.lines(made.claimId);
    expect(
      lines.map(({ leaderRef, caseId, visitedOn, amountPence }) => [
        leaderRef,
        caseId,
        visitedOn,
        amountPence,
      ]),
    ).toEqual([
      ['A', 'c1', '2025-02-03', 60_000],
      ['A', 'c1', '2025-02-28', 30_000],
    ]);
    await expect(claims.unclaimed(offer)).resolves.toEqual({ visits: 1, halfDays: 2 });
    expect((await reconcile()).differences).toBe(0);
  });

  it('uses the rate that is set for the offer, and keeps it', async () => {
    const first = valueOf(await make.execute(COORDINATOR, PERIOD));
    const settings = {
      ...{
        priorities: {},
        contactOrder: null,
        inspectionsReach: null,
        beforeAllocation: null,
        answerWorkingDays: 5,
      },
      dayRatePence: 50_000,
    };
    valueOf(
      await round.service.get(ChangeOfferSettings).execute(COORDINATOR, { offer, version: 0, settings }),
    );
    const second = valueOf(await make.execute(COORDINATOR, { ...PERIOD, to: '2025-03-31', leaderRef: 'A' }));
    expect(second).toMatchObject({ visits: 1, amountPence: 50_000 });
    await expect(claims.find(first.claimId)).resolves.toMatchObject({ dayRatePence: 60_000 });
  });

  it('finds nothing where nothing is left, and knows a period', async () => {
    valueOf(await make.execute(COORDINATOR, PERIOD));
    expect(codeOf(await make.execute(COORDINATOR, PERIOD))).toBe('nothing-to-claim');
    expect(codeOf(await make.execute(COORDINATOR, { ...PERIOD, leaderRef: 'B' }))).toBe('nothing-to-claim');
    expect(codeOf(await make.execute(COORDINATOR, { ...PERIOD, to: '2025-01-01' }))).toBe('bad-period');
    expect(codeOf(await make.execute(COORDINATOR, { ...PERIOD, from: 'soon' }))).toBe('bad-date');
  });

  it('never claims a day twice, however many are made at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        make.execute(COORDINATOR, i % 2 === 0 ? PERIOD : { ...PERIOD, to: '2025-03-31' }),
      ),
    );
    const taken = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.visits] : []));
    expect(taken.reduce((sum, visits) => sum + visits, 0)).toBe(3);
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['ok', 'nothing-to-claim']));
    expect((await reconcile()).differences).toBe(0);
  });

  it('is refused a second time by the database itself', async () => {
    const { claimId } = valueOf(await make.execute(COORDINATOR, PERIOD));
    const insert = round.service.test.app.query(
      `WITH again AS (
         INSERT INTO claim (offer, from_date, to_date, day_rate_pence, half_days, amount_pence, made_by)
         SELECT offer, from_date, to_date, day_rate_pence, half_days, amount_pence, made_by FROM claim RETURNING id)
       INSERT INTO claim_line (claim_id, visit_id, half_days, amount_pence)
       SELECT again.id, visit_id, half_days, amount_pence FROM claim_line, again WHERE claim_id = $1`,
      [claimId],
    );
    await expect(insert.catch((error: unknown) => databaseFault(error))).resolves.toEqual({
      ...{ code: '23505', constraint: 'claim_line_visit_once_ux' },
    });
  });

  it('is taken back with a reason, and its days can be claimed again', async () => {
    const { claimId } = valueOf(await make.execute(COORDINATOR, PERIOD));
    const withdraw = (change: object = {}) =>
      make.withdraw(COORDINATOR, { claimId, version: 1, reason: 'Wrong month', ...change });
    expect(codeOf(await withdraw({ reason: ' ' }))).toBe('reason-needed');
    expect(codeOf(await withdraw({ version: 2 }))).toBe('overtaken');
    expect(codeOf(await withdraw({ claimId: 'none' }))).toBe('unknown-claim');
    expect(valueOf(await withdraw())).toEqual({ claimId, state: 'withdrawn', version: 2 });
    expect(codeOf(await withdraw({ version: 2 }))).toBe('not-possible-in-this-state');
    await expect(claims.lines(claimId)).resolves.toHaveLength(2);
    expect(valueOf(await make.execute(COORDINATOR, PERIOD))).toMatchObject({ visits: 2 });
    const audit = await round.service.test.app.query<unknown[]>(
      `SELECT reason FROM audit_event WHERE action = 'claim.withdraw'`,
    );
    expect(audit).toEqual([{ reason: 'Wrong month' }]);
    expect((await reconcile()).differences).toBe(0);
  });
});

describe('the summary of an offer', () => {
  it('adds up days and matches, in all and region by region', async () => {
    const summary = await round.service.get(DaySummaryQueries).ofOffer(offer);
    expect(summary.total).toEqual({
      ...{ leaders: 2, grantedHalfDays: 26, reservedHalfDays: 3, deliveredHalfDays: 5, leftHalfDays: 18 },
    });
    expect(summary.regions).toEqual([{ region: null, ...summary.total }]);
    expect(summary.matches).toEqual({ active: 2 });
    await round.service.database.manager.query(
      `INSERT INTO survey_answer (offer, leader_ref, facts, nearest_region)
       VALUES ($1, 'A', '{}', 'London'), ($1, 'B', '{}', 'East of England')
       ON CONFLICT ON CONSTRAINT survey_answer_pk DO UPDATE SET nearest_region = EXCLUDED.nearest_region`,
      [offer],
    );
    const apart = await round.service.get(DaySummaryQueries).ofOffer(offer);
    expect(apart.total).toEqual(summary.total);
    expect(apart.regions).toEqual([
      {
        ...{ region: 'East of England', leaders: 1, grantedHalfDays: 6, reservedHalfDays: 0 },
        ...{ deliveredHalfDays: 0, leftHalfDays: 6 },
      },
      {
        ...{ region: 'London', leaders: 1, grantedHalfDays: 20, reservedHalfDays: 3 },
        ...{ deliveredHalfDays: 5, leftHalfDays: 12 },
      },
    ]);
    const rows = await round.service.get(DaySummaryQueries).statements(offer);
    expect(rows.filter(({ leaderRef }) => leaderRef === 'A').at(-1)).toMatchObject({
      ...{ kind: 'deliver', balance: 12, caseId: 'c2' },
    });
  });
});
