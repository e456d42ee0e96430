/** Where work in the background stands, as a page and the part of it that is asked for again show it. */
export interface ProgressPart {
  readonly percent: number;
  readonly sentence: string;
  /** Told aloud when it changes. */
  readonly phase: string;
  /** True: there is nothing more to wait for. */
  readonly done: boolean;
  /** The page itself: asked for again without scripts, and gone on to in the end. */
  readonly href: string;
  /** What the link to it says in the end. */
  readonly next: string;
}
