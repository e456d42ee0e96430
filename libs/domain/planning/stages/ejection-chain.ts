import type { Assignment } from './assignment.js';

/** Longest chain: the uncovered case sends a second one away, that a third, and so on; the last finds room. */
const LONGEST_CHAIN = 4;
/**
 * Makes room for an uncovered case by moving others one after the other (Yagiura, Ibaraki, Glover 2006: an ejection chain
 * approach for the generalized assignment problem). Each step uses the few days that its leader has to spare: a case of
 * 10 days takes the place of one of 8, that of one of 5, and the last goes where 5 are left. Shorter chains come first.
 *
 * @param mostTries placements tried: work, not clock, so that a search is repeatable
 * @returns whether the case is covered now; otherwise nothing has changed
 */
export function coverByChain(assignment: Assignment, caseIndex: number, mostTries: number): boolean {
  const search = new ChainSearch(assignment, mostTries);
  for (let length = 2; length <= LONGEST_CHAIN; length++) {
    if (search.insert(caseIndex, length)) return true;
    if (search.isExhausted()) return false;
  }
  return false;
}

class ChainSearch {
  private tries = 0;
  /** Cases on the chain so far: none is moved twice. */
  private readonly onChain = new Set<number>();

  constructor(
    private readonly assignment: Assignment,
    private readonly mostTries: number,
  ) {}

  isExhausted(): boolean {
    return this.tries >= this.mostTries;
  }

  /** Covers the case with at most `length` - 1 others moved. */
  insert(caseIndex: number, length: number): boolean {
    const { component } = this.assignment;
    this.onChain.add(caseIndex);
    for (const index of component.cases[caseIndex]?.pairs ?? []) {
      const pair = component.pairs[index];
      if (pair === undefined || this.isExhausted()) break;
      this.tries += 1;
      if (this.assignment.hasRoom(pair)) {
        this.assignment.place(index);
        this.onChain.delete(caseIndex);
        return true;
      }
      if (length > 1 && this.insertInPlaceOfAnother(index, length)) {
        this.onChain.delete(caseIndex);
        return true;
      }
    }
    this.onChain.delete(caseIndex);
    return false;
  }

  private insertInPlaceOfAnother(index: number, length: number): boolean {
    const { component } = this.assignment;
    const pair = component.pairs[index];
    if (pair === undefined) return false;
    for (const heldIndex of this.assignment.heldBy(pair.leader)) {
      const held = component.pairs[heldIndex];
      if (held === undefined || this.onChain.has(held.case)) continue;
      if (!this.assignment.hasRoom(pair, held)) continue;
      this.assignment.remove(heldIndex);
      this.assignment.place(index);
      if (this.insert(held.case, length - 1)) return true;
      this.assignment.remove(index);
      this.assignment.place(heldIndex);
    }
    return false;
  }
}
