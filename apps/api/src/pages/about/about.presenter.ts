import type { RunParams } from '../../../../../libs/domain/candidates/index.js';

export interface WeightRow {
  readonly part: string;
  readonly points: string;
  readonly example: string;
}

/** Each part of the score with what one unit of it costs, and an example in the same numbers. */
export function presentWeights({
  distanceMile,
  missedNeed,
  change,
}: RunParams['weights']): readonly WeightRow[] {
  const miles = distanceMile === 0 ? null : Math.round((missedNeed / distanceMile) * 10) / 10;
  return [
    {
      part: 'Distance',
      points: `${String(distanceMile)} for each mile`,
      example: `A leader 20 miles away costs ${String(20 * distanceMile)} points.`,
    },
    {
      part: 'A need that the leader’s expertise does not cover',
      points: `${String(missedNeed)} for each need`,
      example:
        miles === null
          ? 'Distance does not count, so expertise decides.'
          : `One need not covered weighs as much as ${String(miles)} miles more to travel.`,
    },
    {
      part: 'Another leader than in an earlier published match',
      points: `${String(change)} for each case`,
      example: 'A new run changes what was published only where that is clearly better.',
    },
  ];
}
