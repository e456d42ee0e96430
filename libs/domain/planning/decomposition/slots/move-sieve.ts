/** So few tries are not yet a measure: what every kind begins with. */
const MADE_AT_FIRST = 1;
const WORK_AT_FIRST = 1000;
/** What was learnt counts half once a kind has cost so much more. */
const WORK_REMEMBERED = 200_000;
/** Of the best kind's yield: what kinds with less are tried less often than. */
const GOOD_ENOUGH = 0.5;
const LEAST_CHANCE = 0.03;
const BITS_PER_SIZE = 2;
const SIZES = 32 / BITS_PER_SIZE;
const KINDS = 4 * SIZES;

/**
 * Learns which moves are worth a try. A kind is how many leaders change, and by how much the least change, which the prices say,
 * falls short of the limit: what looks far too good hardly ever is. Each kind is tried as often as its yield allows, moves made
 * by work done (as adaptive large neighbourhood search chooses its moves: Ropke and Pisinger 2006).
 */
export class MoveSieve {
  private readonly made = new Float64Array(KINDS).fill(MADE_AT_FIRST);
  private readonly work = new Float64Array(KINDS).fill(WORK_AT_FIRST);
  private readonly chances = new Float64Array(KINDS).fill(1);

  /**
   * @param leaders how many change their profiles, up to 3
   * @param slack by how much the moves may change the total beyond what they do at least; above 0
   */
  kindOf(leaders: number, slack: number): number {
    const bits = 31 - Math.clz32(Math.min(2 ** 31 - 1, Math.ceil(slack)));
    return leaders * SIZES + Math.floor(bits / BITS_PER_SIZE);
  }

  /** How often a move of this kind is tried: above 0, at most 1. */
  chanceOf(kind: number): number {
    return this.chances[kind] ?? 1;
  }

  tell(kind: number, work: number, isMade: boolean): void {
    this.made[kind] = (this.made[kind] ?? 0) + Number(isMade);
    this.work[kind] = (this.work[kind] ?? 0) + work + 1;
    if ((this.work[kind] ?? 0) < WORK_REMEMBERED) return;
    this.made[kind] = (this.made[kind] ?? 0) / 2;
    this.work[kind] = (this.work[kind] ?? 0) / 2;
  }

  /** Heeds what was told. */
  learn(): void {
    const { made, work, chances } = this;
    let best = 0;
    for (let kind = 0; kind < KINDS; kind++) best = Math.max(best, (made[kind] ?? 0) / (work[kind] ?? 1));
    for (let kind = 0; kind < KINDS; kind++) {
      const yieldOf = (made[kind] ?? 0) / (work[kind] ?? 1);
      chances[kind] = Math.max(LEAST_CHANCE, Math.min(1, yieldOf / (GOOD_ENOUGH * best)));
    }
  }
}
