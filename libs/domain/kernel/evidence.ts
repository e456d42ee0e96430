/** One row of one imported file: where a stored fact came from. `row` counts the header's first line as 1. */
export interface SourceRow {
  readonly file: string;
  readonly row: number;
}

/** WGS84 degrees. `approximate`: taken from a postcode district or a mean, not from the place itself. */
export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly approximate: boolean;
}
