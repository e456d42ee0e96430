import * as fc from 'fast-check';
import { anomaliesOf, type DayCall } from './day-history.js';

type Told = readonly [DayCall['kind'], number, DayCall['outcome'], number, number];
const calls = (leaderRef: string, ...told: readonly Told[]): DayCall[] =>
  told.map(([kind, halfDays, outcome, beganMs, endedMs]) => ({
    ...{ leaderRef, kind, halfDays, outcome, beganMs, endedMs },
  }));
const A = (...told: readonly Told[]): DayCall[] => calls('A', ...told);

/** Whether any order of these calls, consistent with time, explains every answer: by trying them all. */
function isExplained(left: readonly DayCall[], days: number): boolean {
  if (left.every(({ outcome }) => outcome === 'unknown')) return true;
  return left.some((call) => {
    const others = left.filter((one) => one !== call);
    if (others.some((one) => one.outcome !== 'unknown' && one.endedMs < call.beganMs)) return false;
    if (call.outcome === 'unknown' && isExplained(others, days)) return true;
    const { kind, halfDays, outcome } = call;
    if (kind === 'read') return (outcome === 'unknown' || days === halfDays) && isExplained(others, days);
    if (kind === 'release') return outcome !== 'too-few' && isExplained(others, days + halfDays);
    if (outcome === 'too-few') return days < halfDays && isExplained(others, days);
    return days >= halfDays && isExplained(others, days - halfDays);
  });
}

const WRONG: readonly (readonly [string, readonly DayCall[]])[] = [
  ['the last days given twice', A(['reserve', 4, 'done', 0, 5], ['reserve', 4, 'done', 1, 6])],
  ['a refusal while there was enough throughout', A(['reserve', 4, 'too-few', 0, 1])],
  [
    'a refusal after the days had come back',
    A(
      ...([
        ['reserve', 4, 'done', 0, 1],
        ['release', 4, 'done', 2, 3],
        ['reserve', 4, 'too-few', 4, 5],
      ] as const),
    ),
  ],
  ['a reading of before, after the answer', A(['reserve', 4, 'done', 0, 1], ['read', 4, 'done', 2, 3])],
  ['a reading of after, before the call', A(['read', 0, 'done', 0, 1], ['reserve', 4, 'done', 2, 3])],
  [
    'two readings in the wrong order, within one call',
    A(
      ...([
        ['reserve', 4, 'done', 0, 9],
        ['read', 0, 'done', 1, 2],
        ['read', 4, 'done', 3, 4],
      ] as const),
    ),
  ],
  ['days from nowhere', A(['read', 5, 'done', 0, 1])],
  [
    'an effect that came and went',
    A(
      ...([
        ['reserve', 4, 'unknown', 0, 9],
        ['read', 0, 'done', 10, 11],
        ['read', 4, 'done', 12, 13],
      ] as const),
    ),
  ],
];

const RIGHT: readonly (readonly [string, readonly DayCall[]])[] = [
  ['nothing', []],
  ['of two at once one is refused', A(['reserve', 4, 'done', 0, 5], ['reserve', 4, 'too-few', 1, 6])],
  [
    'a refusal during a call that ends later',
    A(['reserve', 4, 'too-few', 0, 1], ['reserve', 4, 'done', 0, 9]),
  ],
  [
    'days that come back are given out at once',
    A(
      ...([
        ['reserve', 4, 'done', 0, 1],
        ['release', 4, 'done', 2, 9],
        ['reserve', 4, 'done', 3, 4],
      ] as const),
    ),
  ],
  [
    'readings on either side of an effect',
    A(
      ...([
        ['reserve', 4, 'done', 0, 9],
        ['read', 4, 'done', 1, 2],
        ['read', 0, 'done', 3, 4],
      ] as const),
    ),
  ],
  [
    'a call without an answer that had its effect late',
    A(
      ...([
        ['reserve', 4, 'unknown', 0, 1],
        ['read', 4, 'done', 2, 3],
        ['read', 0, 'done', 4, 5],
      ] as const),
    ),
  ],
  ['a call without an answer or effect', A(['reserve', 4, 'unknown', 0, 1], ['read', 4, 'done', 2, 3])],
  [
    'budgets that say nothing of each other',
    [...A(['reserve', 4, 'done', 0, 1]), ...calls('B', ['read', 4, 'done', 2, 3])],
  ],
];
const GRANTED = { A: 4, B: 4 };

describe('the search for an order that explains every answer', () => {
  it.each(WRONG)('finds none for %s', (_name, history) => {
    expect(anomaliesOf(history, GRANTED)).toMatchObject([{ leaderRef: 'A' }]);
  });

  it.each(RIGHT)('finds one for %s', (_name, history) => {
    expect(anomaliesOf(history, GRANTED)).toEqual([]);
  });

  it('names the answer that nothing explains, and what could have been left', () => {
    const [anomaly] = anomaliesOf(A(['reserve', 1, 'unknown', 0, 1], ['read', 1, 'done', 2, 3]), GRANTED);
    expect(anomaly).toMatchObject({ call: { kind: 'read', halfDays: 1 }, couldBeLeft: [3, 4] });
  });

  it('agrees with trying every order', () => {
    const call = fc
      .record({
        kind: fc.constantFrom('reserve' as const, 'reserve' as const, 'release' as const, 'read' as const),
        halfDays: fc.nat({ max: 4 }),
        outcome: fc.constantFrom('done' as const, 'done' as const, 'too-few' as const, 'unknown' as const),
        beganMs: fc.nat({ max: 12 }),
        took: fc.nat({ max: 6 }),
      })
      .map(({ took, ...one }): DayCall => ({ leaderRef: 'A', ...one, endedMs: one.beganMs + took }));
    const verdicts = { explained: 0, not: 0 };
    fc.assert(
      fc.property(fc.array(call, { maxLength: 6 }), (history) => {
        const explained = isExplained(history, 4);
        verdicts[explained ? 'explained' : 'not']++;
        expect(anomaliesOf(history, { A: 4 }).length === 0).toBe(explained);
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(verdicts.explained, verdicts.not)).toBeGreaterThan(300);
  });
});
