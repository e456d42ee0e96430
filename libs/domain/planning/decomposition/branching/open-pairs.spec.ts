import fc from 'fast-check';
import { compactsIn } from '../../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import type { Compact } from '../compact.js';
import { OpenPairs } from './open-pairs.js';

const SHAPE = { leaders: 3, cases: 6, halfDays: [0, 1, 3, 5, 10], pins: false };
const MOVES = fc.array(fc.record({ pair: fc.nat(), isTaken: fc.boolean() }), { maxLength: 8 });

/** All that a node goes by, whatever the order in memory. */
function stateOf(compact: Compact, open: OpenPairs): unknown {
  return {
    isOpen: [...open.isOpen],
    taken: [...open.taken],
    room: [...open.room],
    places: [...open.places],
    cost: open.cost,
    isDead: open.isDead,
    cases: [...open.cases.subarray(0, open.openCases)].sort(),
    own: Array.from({ length: compact.leaders }, (_, leader) => {
      const from = compact.leaderStart[leader] ?? 0;
      return [...open.own.subarray(from, from + (open.openCount[leader] ?? 0))].sort();
    }),
  };
}

it('is after undoing what it was before, and keeps every limit on the way', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), MOVES, (problem, moves) => {
      for (const compact of compactsIn(problem, 3)) {
        const open = new OpenPairs(compact);
        const seen: { readonly length: number; readonly state: unknown }[] = [];
        for (const { pair, isTaken } of moves) {
          seen.push({ length: open.length, state: stateOf(compact, open) });
          if (open.isOpen[pair % compact.pairs] !== 1) continue;
          if (isTaken) open.take(pair % compact.pairs);
          else open.drop(pair % compact.pairs);
          expect(Math.min(0, ...open.room, ...open.places)).toBe(0);
          if (!open.propagate()) break;
        }
        for (const { length, state } of seen.toReversed()) {
          open.undo(length);
          expect(stateOf(compact, open)).toEqual(state);
        }
      }
    }),
    { numRuns: 300, seed: 35 },
  );
});

it('matches a case with one pair left, and drops what then no longer fits', () => {
  const [compact] = compactsIn(
    {
      version: 1,
      leaders: ['ann', 'bea'].map((id) => ({ id, days: 5 })),
      cases: ['long', 'short'].map((id) => ({ id, days: id === 'long' ? 5 : 3 })),
      candidates: ['long', 'short'].flatMap((id) =>
        ['ann', 'bea'].map((leader) => ({ leader, case: id, score: 1 })),
      ),
    },
    1,
  );
  if (compact === undefined) throw new Error('no component');
  const open = new OpenPairs(compact);
  open.drop(0);
  expect(open.propagate()).toBe(true);
  expect([...open.taken]).toEqual([1, 2]);
  expect(open.openCases).toBe(0);
});
