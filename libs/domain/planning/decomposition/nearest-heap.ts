/**
 * Numbered things by distance, nearest first, each at most once; a nearer distance moves it up (indexed binary heap). Ties go
 * to the smaller number, so that a search is the same on every machine.
 */
export class NearestHeap {
  private readonly items: Int32Array;
  /** By number; -1 while it is not in the heap. */
  private readonly position: Int32Array;
  private size = 0;

  /** @param distance by number; the heap reads it and never writes */
  constructor(private readonly distance: Float64Array) {
    this.items = new Int32Array(distance.length);
    this.position = new Int32Array(distance.length).fill(-1);
  }

  isEmpty(): boolean {
    return this.size === 0;
  }

  /** The distance of this one has been set, or has fallen. */
  offer(one: number): void {
    let place = this.position[one] ?? -1;
    if (place < 0) {
      place = this.size;
      this.size += 1;
    }
    this.rise(one, place);
  }

  /** The nearest; the heap is not empty. */
  take(): number {
    const nearest = this.items[0] ?? -1;
    this.position[nearest] = -1;
    this.size -= 1;
    if (this.size > 0) this.sink(this.items[this.size] ?? -1);
    return nearest;
  }

  clear(): void {
    for (let place = 0; place < this.size; place++) this.position[this.items[place] ?? -1] = -1;
    this.size = 0;
  }

  private isNearer(left: number, right: number): boolean {
    const a = this.distance[left] ?? Infinity;
    const b = this.distance[right] ?? Infinity;
    return a < b || (a === b && left < right);
  }

  private rise(one: number, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.items[above] ?? -1;
      if (!this.isNearer(one, other)) break;
      this.put(other, place);
      place = above;
    }
    this.put(one, place);
  }

  private sink(one: number): void {
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.size) break;
      let other = this.items[below] ?? -1;
      const next = this.items[below + 1] ?? -1;
      if (below + 1 < this.size && this.isNearer(next, other)) {
        below += 1;
        other = next;
      }
      if (!this.isNearer(other, one)) break;
      this.put(other, place);
      place = below;
    }
    this.put(one, place);
  }

  private put(one: number, place: number): void {
    this.items[place] = one;
    this.position[one] = place;
  }
}
