import fc from 'fast-check';
import type { Problem } from '../../libs/domain/planning/index.js';

export interface ProblemShape {
  readonly leaders: number;
  readonly cases: number;
  /** Half-days that cases and candidates may take. */
  readonly halfDays: readonly number[];
  readonly pins: boolean;
}

/** Random problems that `parseProblem` accepts, small enough to try every plan. */
export function smallProblems(shape: ProblemShape): fc.Arbitrary<Problem> {
  const halfDays = fc.constantFrom(...shape.halfDays);
  const leader = fc.record({
    halfDays: fc.integer({ min: 0, max: 3 * Math.max(...shape.halfDays) }),
    engagements: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 2 }),
  });
  const oneCase = fc.record({ halfDays, priority: fc.constantFrom(undefined, 1, 2, 5) });
  return fc
    .record({
      leaders: fc.array(leader, { minLength: 1, maxLength: shape.leaders }),
      cases: fc.array(oneCase, { minLength: 1, maxLength: shape.cases }),
    })
    .chain(({ leaders, cases }) => {
      const count = leaders.length * cases.length;
      const pair = fc.record({
        exists: fc.boolean(),
        thousandths: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 99_999 })),
        halfDays: fc.option(halfDays, { nil: undefined, freq: 6 }),
        ruling: fc.constantFrom(null, null, null, null, null, 'forbid', shape.pins ? 'pin' : null),
      });
      return fc.array(pair, { minLength: count, maxLength: count }).map((pairs): Problem => {
        const named = pairs.flatMap((one, index) =>
          one.exists
            ? [
                {
                  ...one,
                  leader: `L${index % leaders.length}`,
                  case: `C${Math.floor(index / leaders.length)}`,
                },
              ]
            : [],
        );
        const ruled = (ruling: string) =>
          named.filter((one) => one.ruling === ruling).map((one) => ({ leader: one.leader, case: one.case }));
        return {
          version: 1,
          leaders: leaders.map((one, index) => ({
            id: `L${index}`,
            days: one.halfDays / 2,
            ...(one.engagements === undefined ? {} : { maxEngagements: one.engagements }),
          })),
          cases: cases.map((one, index) => ({
            id: `C${index}`,
            days: one.halfDays / 2,
            ...(one.priority === undefined ? {} : { priority: one.priority }),
          })),
          candidates: named.map((one) => ({
            leader: one.leader,
            case: one.case,
            score: one.thousandths / 1000,
            ...(one.halfDays === undefined ? {} : { days: one.halfDays / 2 }),
          })),
          pins: ruled('pin'),
          forbids: ruled('forbid'),
        };
      });
    });
}
