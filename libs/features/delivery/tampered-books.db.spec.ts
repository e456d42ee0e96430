import { OFFER } from '../../../test/support/budget-factories.js';
import { valueOf } from '../../../test/support/service-harness.js';
import { OFFER_YEARS, SYSTEM } from '../../domain/kernel/index.js';
import {
  answerOf,
  COORDINATOR,
  type DeliveryRound,
  openDeliveryRound,
  visitOn,
} from './delivery-round.fixture.js';
import { MakeClaim, ReconcileDays, SignOffVisits } from './index.js';

let round: DeliveryRound;

/** Signed and claimed: three half-days in February with c1. Signed: two in March with c2. One more is not signed. */
beforeEach(async () => {
  round = await openDeliveryRound();
  await round.log(visitOn('2025-02-03'));
  await round.log(visitOn('2025-02-28', 1));
  await round.log(visitOn('2025-03-01'), round.otherMatchId);
  for (const id of [round.matchId, round.otherMatchId]) {
    valueOf(await round.service.get(SignOffVisits).execute(await answerOf(round, await round.link(id))));
  }
  await round.log(visitOn('2025-02-27', 1));
  const offer = OFFER_YEARS.find((year) => year === OFFER) ?? '2024-25';
  const period = { offer, from: '2025-02-01', to: '2025-02-28' };
  valueOf(await round.service.get(MakeClaim).execute(COORDINATOR, period));
});
afterEach(() => round.close());

const reconcile = async () => valueOf(await round.service.get(ReconcileDays).execute(SYSTEM));

/** What an owner of the database could do who switches its defences off; each must be seen. */
const TAMPERED: readonly (readonly [string, string, string])[] = [
  [
    'an altered row of the ledger',
    `UPDATE ledger_entry SET delta_half_days = -2 WHERE n = 2 AND kind = 'reserve'`,
    'ledger',
  ],
  [
    'the last row taken out of a ledger',
    `DELETE FROM ledger_entry WHERE kind = 'deliver' AND n = 7`,
    'delivered-not-signed',
  ],
  [
    'a larger grant, with every balance after it',
    `UPDATE ledger_entry SET delta_half_days = delta_half_days + CASE n WHEN 1 THEN 40 ELSE 0 END,
            prev_balance = prev_balance + CASE n WHEN 1 THEN 0 ELSE 40 END, balance = balance + 40`,
    'granted-not-in-trail',
  ],
  ['a match that is called over', `UPDATE match SET state = 'declined' WHERE case_id = 'c2'`, 'reservations'],
  ['a longer visit', `UPDATE visit SET half_days = 2 WHERE state = 'signed'`, 'delivered-not-signed'],
  ['more visits than days', `UPDATE match SET half_days = 2 WHERE case_id = 'c1'`, 'visits-exceed-match'],
  [
    'a match ended without a report',
    `UPDATE match SET state = 'completed' WHERE case_id = 'c1'`,
    'report-differs',
  ],
  ['a dearer claim', `UPDATE claim SET half_days = 30, amount_pence = 900000`, 'claim-differs'],
  ['a claimed day that is free to claim again', `UPDATE claim_line SET in_force = false`, 'claim-differs'],
  ['a match in the name of another leader', `UPDATE match SET leader_ref = 'B'`, 'days-of-another-leader'],
  [
    'a match that goes back to its acceptance',
    `UPDATE match SET state = 'accepted' WHERE case_id = 'c2'`,
    'visits-before-start',
  ],
  [
    'budgets that change hands',
    `UPDATE leader_budget SET offer = '2022-23', leader_ref = CASE leader_ref WHEN 'A' THEN 'B' ELSE 'A' END`,
    'granted-not-in-trail',
  ],
  ['a budget of another year', `UPDATE leader_budget SET offer = '2022-23'`, 'granted-not-in-trail'],
  [
    'a dearer day rate, with every amount made of it',
    `WITH dearer AS (UPDATE claim SET day_rate_pence = day_rate_pence * 2, amount_pence = amount_pence * 2)
     UPDATE claim_line SET amount_pence = amount_pence * 2`,
    'claim-not-in-trail',
  ],
  ['a claim in the name of another leader', `UPDATE claim SET leader_ref = 'B'`, 'claim-differs'],
  ['a claim of other days', `UPDATE claim SET from_date = '2025-02-04'`, 'claim-differs'],
  ['a claim of another year', `UPDATE claim SET offer = '2022-23'`, 'claim-differs'],
  [
    'a claim that nobody withdrew, free to be made again',
    `WITH gone AS (UPDATE claim SET state = 'withdrawn', withdrawn_reason = 'x')
     UPDATE claim_line SET in_force = false`,
    'claim-not-in-trail',
  ],
  [
    'a claim that is not there',
    `WITH gone AS (DELETE FROM claim_line RETURNING claim_id)
     DELETE FROM claim WHERE id IN (SELECT claim_id FROM gone)`,
    'claim-not-in-trail',
  ],
  [
    'money moved from one line of a claim to another',
    `UPDATE claim_line SET amount_pence = amount_pence + CASE half_days WHEN 2 THEN 100 ELSE -100 END`,
    'claim-differs',
  ],
  [
    'visits whose lengths change places',
    `UPDATE visit SET half_days = 3 - half_days WHERE state = 'signed' AND visited_on < '2025-03-01'`,
    'claim-differs',
  ],
  [
    'a signed visit on another day',
    `UPDATE visit SET visited_on = '2025-03-02' WHERE visited_on = '2025-03-01'`,
    'visit-not-in-trail',
  ],
  [
    'a visit that nobody signed',
    `UPDATE visit SET state = 'signed', sign_off_id = (SELECT s.id FROM sign_off s WHERE s.match_id = visit.match_id)
      WHERE state = 'draft'`,
    'visit-not-in-trail',
  ],
  [
    'a visit that nobody withdrew',
    `UPDATE visit SET state = 'withdrawn' WHERE state = 'draft'`,
    'visit-not-in-trail',
  ],
  [
    'a visit that is not there',
    `WITH gone AS (DELETE FROM visit_note WHERE visit_id IN (SELECT id FROM visit WHERE state = 'draft'))
     DELETE FROM visit WHERE state = 'draft'`,
    'visit-not-in-trail',
  ],
  [
    'a visit signed by another school',
    `UPDATE visit SET sign_off_id = (SELECT s.id FROM sign_off s WHERE s.match_id <> visit.match_id)
      WHERE state = 'signed'`,
    'signed-elsewhere',
  ],
];

describe('the reconciliation', () => {
  it.each(TAMPERED)('finds %s', async (_name, sql, found) => {
    expect((await reconcile()).differences).toBe(0);
    const runner = round.service.test.owner.createQueryRunner();
    for (const table of ['ledger_entry', 'leader_budget', 'visit'])
      await runner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await runner.query(`ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_chain_fk`);
    await runner.query(`ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_adds_up`);
    await runner.query(sql);
    await runner.release();
    const { ledger, reservations, books, differences } = await reconcile();
    const kinds = [
      ...(ledger.length > 0 ? ['ledger'] : []),
      ...(reservations.length > 0 ? ['reservations'] : []),
      ...books.map(({ code }) => code),
    ];
    expect(kinds).toContain(found);
    expect(differences).toBe(ledger.length + reservations.length + books.length);
  });
});
