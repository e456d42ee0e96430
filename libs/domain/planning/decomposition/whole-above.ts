/** Floating point: a bound this little above a whole number is that number (terms summed, times their rounding). */
export function wholeAbove(value: number): number {
  return Math.ceil(value - 1e-6 - 1e-11 * Math.abs(value));
}
