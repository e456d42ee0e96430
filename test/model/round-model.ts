import type { MatchState } from '../../libs/domain/lifecycle/index.js';

/** Of every case, and so of every match. */
export const MATCH_HALF_DAYS = 4;
export const LEADERS = 2;
export const CASES = 3;
/** What each leader grants at first. */
export const GRANTED: readonly number[] = [12, 6];

/** `match`, `run`: which of those there are, counted round. */
export type Step =
  | { readonly kind: 'run' }
  | { readonly kind: 'publish'; readonly run: number }
  | { readonly kind: 'reassign'; readonly match: number; readonly leader: number }
  | { readonly kind: 'place'; readonly run: number; readonly case: number; readonly leader: number }
  | { readonly kind: 'forbid'; readonly run: number; readonly case: number; readonly leader: number }
  | { readonly kind: 'decline'; readonly match: number; readonly otherDates: boolean }
  | { readonly kind: 'log'; readonly match: number; readonly halfDays: number }
  | {
      readonly kind: 'unassign' | 'unpublish' | 'end-waiting' | 'accept' | 'end';
      readonly match: number;
    }
  | { readonly kind: 'sign' | 'dispute'; readonly match: number }
  | { readonly kind: 'survey'; readonly leader: number; readonly halfDays: number };

export interface ModelRun {
  readonly id: string;
  state: 'solved' | 'published';
}

/** One match in plain numbers. */
export interface ModelMatch {
  readonly leader: number;
  readonly case: number;
  readonly run: ModelRun;
  id: string;
  state: MatchState;
  /** Larger: its state changed later. */
  changed: number;
  signed: number;
  readonly drafts: number[];
}

const LIVE: readonly MatchState[] = ['published', 'accepted', 'active'];
const ANSWERED: readonly MatchState[] = ['declined', 'accepted', 'active', 'completed', 'ended-early'];

export function isLive({ state }: ModelMatch): boolean {
  return LIVE.includes(state);
}

/** An offer told without a database. Every question is about what the service would allow now. */
export class RoundModel {
  readonly granted = [...GRANTED];
  readonly delivered = GRANTED.map(() => 0);
  readonly answerVersions = GRANTED.map(() => 1);
  readonly runs: ModelRun[] = [];
  readonly matches: ModelMatch[] = [];
  private readonly closed = new Set<number>();
  private readonly forbidden = new Set<string>();
  private readonly wouldAtOtherDates = new Set<ModelMatch>();
  private changes = 0;

  /** Another that goes its own way from here. */
  copy(): RoundModel {
    const other = new RoundModel();
    for (const list of ['granted', 'delivered', 'answerVersions'] as const) {
      other[list].splice(0, Infinity, ...this[list]);
    }
    const runs = new Map(this.runs.map((run) => [run, { ...run }]));
    other.runs.push(...runs.values());
    for (const match of this.matches) {
      const own = { ...match, run: runs.get(match.run) ?? match.run, drafts: [...match.drafts] };
      other.matches.push(own);
      if (this.wouldAtOtherDates.has(match)) other.wouldAtOtherDates.add(own);
    }
    for (const ofCase of this.closed) other.closed.add(ofCase);
    for (const pair of this.forbidden) other.forbidden.add(pair);
    other.changes = this.changes;
    return other;
  }

  /** Counted round; undefined where there is none. */
  runAt(at: number): ModelRun | undefined {
    return this.runs[at % Math.max(this.runs.length, 1)];
  }

  matchAt(at: number): ModelMatch | undefined {
    return this.matches[at % Math.max(this.matches.length, 1)];
  }

  add(match: Pick<ModelMatch, 'leader' | 'case' | 'run' | 'id'>, state: MatchState): void {
    this.matches.push({ ...match, state, changed: this.changes++, signed: 0, drafts: [] });
  }

  move(match: ModelMatch, state: MatchState): void {
    match.state = state;
    match.changed = this.changes++;
  }

  reserved(leader: number): number {
    return this.matches
      .filter((match) => match.leader === leader && isLive(match))
      .reduce((sum, { signed }) => sum + MATCH_HALF_DAYS - signed, 0);
  }

  available(leader: number): number {
    return (this.granted[leader] ?? 0) - this.reserved(leader) - (this.delivered[leader] ?? 0);
  }

  isOpen(ofCase: number): boolean {
    return !this.closed.has(ofCase) && !this.matches.some((match) => match.case === ofCase && isLive(match));
  }

  openCases(): readonly number[] {
    return Array.from({ length: CASES }, (_, at) => at).filter((at) => this.isOpen(at));
  }

  private proposals(run: ModelRun): readonly ModelMatch[] {
    return this.matches.filter((match) => match.run === run && match.state === 'proposed');
  }

  private isForbidden(leader: number, ofCase: number): boolean {
    return this.forbidden.has(`${String(leader)}:${String(ofCase)}`);
  }

  /** By the last match of the pair that was answered and stands as answered. */
  private hasDeclined(leader: number, ofCase: number): boolean {
    const last = this.matches
      .filter((match) => match.leader === leader && match.case === ofCase && ANSWERED.includes(match.state))
      .toSorted((a, b) => b.changed - a.changed)[0];
    return last?.state === 'declined' && !this.wouldAtOtherDates.has(last);
  }

  mayPair(leader: number, ofCase: number): boolean {
    return !this.isForbidden(leader, ofCase) && !this.hasDeclined(leader, ofCase);
  }

  /** The most open cases that a run can cover. */
  mostCovered(): number {
    const left = GRANTED.map((_, leader) => Math.floor(this.available(leader) / MATCH_HALF_DAYS));
    const cover = (cases: readonly number[]): number => {
      const [first, ...others] = cases;
      if (first === undefined) return 0;
      let most = cover(others);
      for (let leader = 0; leader < LEADERS; leader++) {
        if ((left[leader] ?? 0) === 0 || !this.mayPair(leader, first)) continue;
        left[leader] = (left[leader] ?? 0) - 1;
        most = Math.max(most, 1 + cover(others));
        left[leader] = (left[leader] ?? 0) + 1;
      }
      return most;
    };
    return cover(this.openCases());
  }

  mayPublish(run: ModelRun): boolean {
    const proposals = this.proposals(run);
    if (run.state === 'published' && proposals.length === 0) return false;
    const fits = GRANTED.every((_, leader) => {
      const asked = proposals.filter((match) => match.leader === leader).length * MATCH_HALF_DAYS;
      return asked <= this.available(leader) || asked === 0;
    });
    return (
      fits &&
      proposals.every((match) => this.isOpen(match.case) && !this.isForbidden(match.leader, match.case))
    );
  }

  publish(run: ModelRun): void {
    run.state = 'published';
    for (const match of this.proposals(run)) this.move(match, 'published');
  }

  /** What is published must be paid by the budget; what is proposed, by what the run's other proposals leave of it. */
  private fits(leader: number, run: ModelRun, asLive: boolean): boolean {
    const proposed = this.proposals(run).filter((match) => match.leader === leader).length * MATCH_HALF_DAYS;
    return this.available(leader) - (asLive ? 0 : proposed) >= MATCH_HALF_DAYS;
  }

  mayUnassign({ state }: ModelMatch): boolean {
    return state === 'proposed' || state === 'published' || state === 'accepted';
  }

  mayReassign(match: ModelMatch, leader: number): boolean {
    const isFree = isLive(match) || this.isOpen(match.case);
    return (
      this.mayUnassign(match) &&
      leader !== match.leader &&
      isFree &&
      this.mayPair(leader, match.case) &&
      this.fits(leader, match.run, isLive(match))
    );
  }

  mayPlace(run: ModelRun, ofCase: number, leader: number): boolean {
    const stands = this.proposals(run).some((match) => match.case === ofCase);
    return (
      !stands &&
      this.isOpen(ofCase) &&
      this.mayPair(leader, ofCase) &&
      this.fits(leader, run, run.state === 'published')
    );
  }

  mayForbid(run: ModelRun, ofCase: number, leader: number): boolean {
    const stands = this.matches.some(
      (match) =>
        match.leader === leader &&
        match.case === ofCase &&
        (isLive(match) || (match.state === 'proposed' && match.run === run)),
    );
    return !stands && !this.isForbidden(leader, ofCase);
  }

  forbid(leader: number, ofCase: number): void {
    this.forbidden.add(`${String(leader)}:${String(ofCase)}`);
  }

  decline(match: ModelMatch, otherDates: boolean): void {
    this.move(match, 'declined');
    if (otherDates) this.wouldAtOtherDates.add(match);
  }

  logged({ signed, drafts }: ModelMatch): number {
    return signed + drafts.reduce((sum, halfDays) => sum + halfDays, 0);
  }

  mayLog(match: ModelMatch, halfDays: number): boolean {
    const isTaken = match.state === 'accepted' || match.state === 'active';
    return isTaken && this.logged(match) + halfDays <= MATCH_HALF_DAYS;
  }

  log(match: ModelMatch, halfDays: number): void {
    if (match.state === 'accepted') this.move(match, 'active');
    match.drafts.push(halfDays);
  }

  sign(match: ModelMatch): void {
    const days = this.logged(match) - match.signed;
    match.signed += days;
    match.drafts.length = 0;
    this.delivered[match.leader] = (this.delivered[match.leader] ?? 0) + days;
  }

  end(match: ModelMatch): void {
    this.move(match, match.signed === MATCH_HALF_DAYS ? 'completed' : 'ended-early');
    if (match.signed > 0) this.closed.add(match.case);
  }
}
