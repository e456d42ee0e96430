/** Days of support are kept as whole half-days, so that no sum is ever rounded. */
export type HalfDays = number;

/** `days` in steps of 0.5, zero or more; undefined when it is anything else. */
export function halfDaysFromDays(days: number): HalfDays | undefined {
  const halfDays = days * 2;
  return Number.isSafeInteger(halfDays) && halfDays >= 0 ? halfDays : undefined;
}

export function daysFromHalfDays(halfDays: HalfDays): number {
  return halfDays / 2;
}
