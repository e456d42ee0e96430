import type { SlotLayout } from './slot-layout.js';

/** Which case sits in which slot. */
export class Seats {
  /** By case: its pair, or -1. */
  readonly pairOf: Int32Array;
  /** By slot: places that are taken. */
  readonly taken: Int32Array;
  /** Pairs that slot s holds: `held[pairStart[s]]` and `taken[s]` - 1 more. */
  readonly held: Int32Array;
  /** By case: where in `held` its pair is. */
  private readonly seatOf: Int32Array;
  private readonly moves: { readonly index: number; readonly from: number }[] = [];

  constructor(private readonly layout: SlotLayout) {
    this.pairOf = new Int32Array(layout.compact.cases).fill(-1);
    this.taken = new Int32Array(layout.slots);
    this.held = new Int32Array(layout.slotPair.length);
    this.seatOf = new Int32Array(layout.compact.cases);
  }

  begin(): void {
    this.moves.length = 0;
  }

  undo(): void {
    for (const { index, from } of this.moves.reverse()) this.put(index, from);
    this.moves.length = 0;
  }

  /** @param to a pair of this case; -1: uncovered */
  move(index: number, to: number): void {
    this.moves.push({ index, from: this.pairOf[index] ?? -1 });
    this.put(index, to);
  }

  private put(index: number, to: number): void {
    const { pairOf, taken, held, seatOf } = this;
    const { slotOf, pairStart, compact } = this.layout;
    const from = pairOf[index] ?? -1;
    if (from >= 0) {
      const slot = slotOf[from] ?? 0;
      const left = (taken[slot] ?? 0) - 1;
      taken[slot] = left;
      const last = held[(pairStart[slot] ?? 0) + left] ?? 0;
      const seat = seatOf[index] ?? 0;
      held[seat] = last;
      seatOf[compact.pairCase[last] ?? 0] = seat;
    }
    pairOf[index] = to;
    if (to < 0) return;
    const slot = slotOf[to] ?? 0;
    const seat = (pairStart[slot] ?? 0) + (taken[slot] ?? 0);
    held[seat] = to;
    seatOf[index] = seat;
    taken[slot] = (taken[slot] ?? 0) + 1;
  }
}
