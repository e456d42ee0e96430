import * as fc from 'fast-check';
import { startTwoApis, type TwoApis } from '../e2e/decisions-at-once.fixture.js';
import { campaignSize } from '../support/campaign-size.js';
import { addRound, addSolvedRun, caseAt, daysLeftOf } from '../support/override-factories.js';
import { DayClient, type OwnCase } from './day-clients.js';
import { anomaliesOf, type DayCall } from './day-history.js';

const CLIENTS = 12;
const CASES_EACH = 4;
/** So many in all; half of them before a process is killed. */
const OPERATIONS = campaignSize('HISTORY_OPERATIONS', 360);
const SEED = campaignSize('HISTORY_SEED', 20_261_122);
/** 48 cases of 4 half-days want more than there is. */
const GRANTED = { A: 20, B: 20, C: 20, D: 20 } as const;
const LEADERS = ['A', 'B', 'C', 'D'] as const;
const PATIENCE_MS = 300_000;

const clients = Array.from({ length: CLIENTS }, (_, i) => i);
const die = fc.record({ act: fc.nat({ max: 9 }), case: fc.nat(), leader: fc.constantFrom(...LEADERS) });
type Die = typeof die extends fc.Arbitrary<infer T> ? T : never;

async function act(client: DayClient, cases: OwnCase[], dice: Die): Promise<void> {
  const at = dice.case % Math.max(1, cases.length);
  const own = cases[at];
  if (own === undefined || dice.act < 3) return client.read(dice.leader);
  const move = own.isPublished
    ? dice.act < 6 && dice.leader !== own.leaderRef
      ? client.giveTo(own, dice.leader)
      : client.takeBack(own)
    : client.publish(own);
  const now = await move;
  cases.splice(at, 1, ...(now === undefined ? [] : [now]));
}

describe('everything that clients of two API processes were told of days', () => {
  let two: TwoApis;
  const owned: OwnCase[][] = [];

  beforeAll(async () => {
    two = await startTwoApis();
    await addRound(
      two.source,
      CLIENTS * CASES_EACH,
      Object.fromEntries(LEADERS.map((ref) => [ref, { halfDaysOffered: GRANTED[ref] }])),
    );
    for (const client of clients) {
      const cases: OwnCase[] = [];
      for (let i = 0; i < CASES_EACH; i++) {
        const caseId = caseAt(client * CASES_EACH + i);
        const leaderRef = LEADERS[(client + i) % LEADERS.length] ?? 'A';
        const runId = await addSolvedRun(two.source, { leaderRef, caseId });
        cases.push({ ...{ runId, caseId, leaderRef }, isPublished: false });
      }
      owned.push(cases);
    }
  }, PATIENCE_MS);
  afterAll(() => two.stop());

  it(
    'is explained by one order of effects for each budget, although a process is killed on the way',
    async () => {
      const dice = fc.sample(die, { numRuns: OPERATIONS, seed: SEED });
      let begun = 0;
      let killed: Promise<void> | undefined;
      const callers = clients.map((index) => new DayClient(two, index));
      await Promise.all(
        callers.map(async (client, index) => {
          for (let next = dice[begun++]; next !== undefined; next = dice[begun++]) {
            if (begun > OPERATIONS / 2) killed ??= two.service.killApi();
            await act(client, owned[index] ?? [], next);
          }
        }),
      );
      await killed;
      const closing = new DayClient(two, 1);
      for (const ref of LEADERS) await closing.read(ref);
      const calls: readonly DayCall[] = [...callers, closing].flatMap((client) => client.calls);
      expect({ seed: SEED, anomalies: anomaliesOf(calls, GRANTED) }).toEqual({ seed: SEED, anomalies: [] });
      expect(calls.length).toBeGreaterThan(OPERATIONS / 2);
      const told = new Set(calls.map(({ kind, outcome }) => `${kind} ${outcome}`));
      expect([...told]).toEqual(
        expect.arrayContaining(['reserve done', 'reserve too-few', 'release done', 'read done']),
      );
      const left = await Promise.all(LEADERS.map((ref) => daysLeftOf(two.source, ref)));
      expect(closing.calls.map(({ halfDays }) => halfDays)).toEqual(left);
      // A history that nobody could have been told, made of this one: the search would have seen it.
      const lie = calls.findIndex(({ kind, outcome }) => kind === 'read' && outcome === 'done');
      const altered = calls.map((call, i) => (i === lie ? { ...call, halfDays: call.halfDays + 1 } : call));
      expect(anomaliesOf(altered, GRANTED)).toHaveLength(1);
    },
    PATIENCE_MS + OPERATIONS * 1_000,
  );

  it('and in the end the books balance', async () => {
    expect(await two.books()).toMatch(/^The books balance: /);
  });
});
