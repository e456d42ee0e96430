import type { Location } from '../../domain/kernel/index.js';
import { outcodeOf } from './postcode.js';

/** The centre of one postcode district. */
export interface Place {
  /** Upper case without blanks, e.g. `YO1`. */
  readonly outcode: string;
  readonly location: Location;
}

/** Postcode districts and their centres. Every location it gives is approximate. */
export class Places {
  private readonly centres: ReadonlyMap<string, Location>;

  /** The first of two places with the same outcode counts. */
  constructor(places: Iterable<Place>) {
    const centres = new Map<string, Location>();
    for (const { outcode, location } of places) {
      if (!centres.has(outcode)) centres.set(outcode, { ...location, approximate: true });
    }
    this.centres = centres;
  }

  get size(): number {
    return this.centres.size;
  }

  /**
   * The centre of the district of a postcode or outcode. A district that the table lacks falls back to the one it
   * was split from (`EC3A` -> `EC3`); null when neither is known.
   */
  centreOf(postcode: string): Location | null {
    const outcode = outcodeOf(postcode);
    if (outcode === undefined) return null;
    return this.centres.get(outcode) ?? this.centres.get(outcode.replace(/[A-Z]$/, '')) ?? null;
  }
}
