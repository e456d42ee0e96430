/** Distances are kept as whole metres and shown in miles to one decimal. */
export type Metres = number;

const METRES_PER_MILE = 1609.344;

export function metresFromMiles(miles: number): Metres {
  return Math.round(miles * METRES_PER_MILE);
}

/** Miles to one decimal, as people are shown. */
export function milesFromMetres(metres: Metres): number {
  return Math.round((metres / METRES_PER_MILE) * 10) / 10;
}
