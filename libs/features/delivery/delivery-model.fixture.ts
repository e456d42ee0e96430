export const MATCH_HALF_DAYS = 4;
export const LEADERS = 2;
export const CASES = 3;

export type Step =
  | { readonly kind: 'publish'; readonly leader: number; readonly case: number }
  | { readonly kind: 'accept' | 'decline' | 'sign' | 'dispute' | 'end'; readonly match: number }
  | { readonly kind: 'log'; readonly match: number; readonly halfDays: number }
  | { readonly kind: 'survey'; readonly leader: number; readonly halfDays: number };

/** One match in plain numbers; `free`: it holds neither its case nor days any more. */
export interface ModelMatch {
  readonly leader: number;
  readonly case: number;
  readonly id: string;
  state: 'published' | 'accepted' | 'active' | 'free';
  signed: number;
  readonly drafts: number[];
}

/** The same offer told without a database. */
export class Model {
  readonly granted = [12, 6];
  readonly delivered = [0, 0];
  readonly closed = new Set<number>();
  readonly matches: ModelMatch[] = [];

  reserved(leader: number): number {
    return this.matches
      .filter((match) => match.leader === leader && match.state !== 'free')
      .reduce((sum, { signed }) => sum + MATCH_HALF_DAYS - signed, 0);
  }

  available(leader: number): number {
    return (this.granted[leader] ?? 0) - this.reserved(leader) - (this.delivered[leader] ?? 0);
  }

  mayPublish(leader: number, ofCase: number): boolean {
    const held = this.matches.some((match) => match.case === ofCase && match.state !== 'free');
    return !held && !this.closed.has(ofCase) && this.available(leader) >= MATCH_HALF_DAYS;
  }

  logged({ signed, drafts }: ModelMatch): number {
    return signed + drafts.reduce((sum, halfDays) => sum + halfDays, 0);
  }

  sign(match: ModelMatch): void {
    const days = this.logged(match) - match.signed;
    match.signed += days;
    match.drafts.length = 0;
    this.delivered[match.leader] = (this.delivered[match.leader] ?? 0) + days;
  }
}
