/** A score as a whole number of thousandths, so that plans are compared exactly. */
export type Thousandths = number;

/** Undefined when the score has more than three decimals or leaves the range of exact integers. */
export function thousandthsFromScore(score: number): Thousandths | undefined {
  const thousandths = Math.round(score * 1000);
  return Number.isSafeInteger(thousandths) && thousandths / 1000 === score ? thousandths : undefined;
}

export function scoreFromThousandths(thousandths: Thousandths): number {
  return thousandths / 1000;
}
