import type { Problem, ProblemPair } from './index.js';
import { integerProblem } from './integer-problem.js';
import { pinConflict } from './pin-conflict.js';

const pair = (text: string): ProblemPair => ({ leader: text.slice(0, 1), case: text.slice(1) });

function conflict(pins: readonly string[], change: Partial<Problem> = {}): string[] | null {
  const problem: Problem = {
    version: 1,
    leaders: [
      { id: 'K', days: 10, maxEngagements: 2 },
      { id: 'L', days: 10 },
    ],
    cases: ['a', 'b', 'c', 'd'].map((id, index) => ({ id, days: 3 + index })),
    candidates: ['K', 'L'].flatMap((leader) =>
      ['a', 'b', 'c', 'd'].map((one) => ({ leader, case: one, score: 1 })),
    ),
    pins: pins.map(pair),
    ...change,
  };
  const integers = integerProblem(problem);
  const found = pinConflict(integers);
  return (
    found?.map((index) => {
      const one = integers.pairs[index];
      return `${integers.leaders[one?.leader ?? -1]?.id ?? '?'}${integers.cases[one?.case ?? -1]?.id ?? '?'}`;
    }) ?? null
  );
}

it.each<[string, string[], Partial<Problem>, string[] | null]>([
  ['no pins', [], {}, null],
  ['pins that fit', ['Ka', 'Kb', 'Lc'], {}, null],
  ['the same pin twice: said twice, not contradicted', ['Ka', 'Ka'], {}, null],
  ['a forbidden pin', ['Ka', 'Lb'], { forbids: [pair('Lb')] }, ['Lb']],
  ['one case pinned to two leaders', ['Ka', 'La', 'Lb'], {}, ['Ka', 'La']],
  ['the two longest where the days run out: 5 + 6 of 10', ['La', 'Lb', 'Lc', 'Ld'], {}, ['Lc', 'Ld']],
  ['three where two still fit: 3 + 4 + 5 of 10', ['La', 'Lb', 'Lc'], {}, ['La', 'Lb', 'Lc']],
  [
    'one engagement too many',
    ['Ka', 'Kb', 'Kc'],
    {
      leaders: [
        { id: 'K', days: 99, maxEngagements: 2 },
        { id: 'L', days: 1 },
      ],
    },
    ['Ka', 'Kb', 'Kc'],
  ],
  [
    'a single pin longer than the budget',
    ['Ka', 'Ld'],
    {
      leaders: [
        { id: 'K', days: 9 },
        { id: 'L', days: 5.5 },
      ],
    },
    ['Ld'],
  ],
  [
    'a leader who takes no engagements',
    ['Ka'],
    {
      leaders: [
        { id: 'K', days: 9, maxEngagements: 0 },
        { id: 'L', days: 9 },
      ],
    },
    ['Ka'],
  ],
  ['the smaller of two conflicts', ['La', 'Lb', 'Lc', 'Ka'], {}, ['Ka', 'La']],
])('%s', (_what, pins, change, expected) => {
  expect(conflict(pins, change)).toEqual(expected);
});
