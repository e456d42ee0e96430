import fc from 'fast-check';
import { allPatterns, compactsIn } from '../../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import { Relaxation } from '../relaxation.js';
import { ProfileChoice, type ProfileMove, profileRegrets } from './profile-choice.js';
import { SlotFlow } from './slot-flow.js';
import { slotLayout } from './slot-layout.js';

const SHAPE = { leaders: 4, cases: 8, halfDays: [1, 3, 5], pins: false };
const LEVELS = 3;
const UNCOVERED_COST = [4_000_000_000, 2_000_000_000, 1_000_000_000];

/** Numbers that say which leaders change to which profile. */
const draws = fc.array(fc.array(fc.record({ leader: fc.nat(3), to: fc.nat(50) }), { maxLength: 3 }), {
  maxLength: 12,
});

function stateOf(flow: SlotFlow): { total: number; pairOf: number[]; places: number[] } {
  return { total: flow.total, pairOf: [...flow.seats.pairOf], places: [...flow.places] };
}

it('changes the total by no less than the prices say, and not at all where that is the limit or more', () => {
  fc.assert(
    fc.property(
      smallProblems(SHAPE),
      draws,
      fc.integer({ min: 1, max: 2_000_000_000 }),
      (problem, all, limit) => {
        for (const compact of compactsIn(problem, LEVELS)) {
          const layout = slotLayout(compact, () => true);
          const flow = new SlotFlow(layout, compact.cost, UNCOVERED_COST);
          const choice = new ProfileChoice(flow, new Int32Array(compact.leaders));
          for (const drawn of all) {
            const byLeader = new Map(
              drawn.map(({ leader, to }): [number, ProfileMove] => {
                const own = leader % compact.leaders;
                return [own, { leader: own, to: to % (layout.profiles[own]?.length ?? 1) }];
              }),
            );
            const moves = [...byLeader.values()];
            choice.values.refresh(0);
            const sums = choice.values.none();
            const last = moves.at(-1);
            for (const { leader, to } of moves.slice(0, -1)) choice.values.add(sums, leader, to);
            const least = last === undefined ? 0 : choice.values.leastWith(sums, last.leader, last.to);
            if (last !== undefined) choice.values.add(sums, last.leader, last.to);
            expect(choice.values.least(sums)).toBe(least);
            const before = stateOf(flow);
            const isMade = choice.tryMoves(moves, limit);
            const after = stateOf(flow);
            if (!isMade) choice.tryMoves(moves, Infinity);
            // Refused, the same moves are made without a limit, to see what they would have cost.
            const cost = flow.total - before.total;
            expect(isMade).toBe(cost < limit);
            expect(after).toEqual(isMade ? stateOf(flow) : before);
            expect(cost).toBeGreaterThanOrEqual(least);
            expect(moves.map(({ leader }) => choice.profileOf[leader])).toEqual(moves.map(({ to }) => to));
            layout.profiles.forEach((profiles, leader) => {
              const from = layout.slotStart[leader] ?? 0;
              const places = [...flow.places.subarray(from, layout.slotStart[leader + 1])];
              expect(places).toEqual([...(profiles[choice.profileOf[leader] ?? 0] ?? [])]);
            });
          }
        }
      },
    ),
  );
});

it('says of every profile how much more its best choice costs than the best of all', () => {
  fc.assert(
    fc.property(
      smallProblems({ ...SHAPE, cases: 6 }),
      fc.array(fc.nat(3000), { minLength: 6, maxLength: 6 }),
      (problem, drawn) => {
        for (const compact of compactsIn(problem, LEVELS)) {
          const relaxation = new Relaxation(compact, { level: null, mostUncovered: [0, 0, 0] });
          const prices = Float64Array.from({ length: compact.cases }, (_, index) => drawn[index] ?? 0);
          relaxation.evaluate(prices);
          const layout = slotLayout(compact, () => true);
          const regrets = profileRegrets(layout, prices, relaxation.leaderValue);
          for (let leader = 0; leader < compact.leaders; leader++) {
            const from = layout.slotStart[leader] ?? 0;
            const patterns = [[], ...allPatterns(compact, leader)].map((pairs) => ({
              sum: pairs.reduce(
                (sum, pair) => sum + (compact.cost[pair] ?? 0) - (prices[compact.pairCase[pair] ?? 0] ?? 0),
                0,
              ),
              counts: layout.profiles[leader]?.[0]?.map(
                (_, position) => pairs.filter((pair) => layout.slotOf[pair] === from + position).length,
              ),
            }));
            const own = layout.profiles[leader]?.map((counts) => {
              const within = patterns.filter((one) =>
                one.counts?.every((count, position) => count <= (counts[position] ?? 0)),
              );
              return Math.min(...within.map(({ sum }) => sum)) - (relaxation.leaderValue[leader] ?? 0);
            });
            expect([...(regrets[leader] ?? [])]).toEqual(own);
          }
        }
      },
    ),
  );
});
