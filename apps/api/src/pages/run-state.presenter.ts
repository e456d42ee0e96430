import type { RunState } from '../../../../libs/domain/lifecycle/index.js';

interface StateWords {
  readonly stateText: string;
  /** A colour class of the design system's tag. */
  readonly stateColour: string;
}

const WORDS: Readonly<Record<RunState, readonly [text: string, colour: string]>> = {
  queued: ['Waiting', 'grey'],
  preparing: ['Preparing', 'light-blue'],
  solving: ['Matching', 'light-blue'],
  checking: ['Checking', 'light-blue'],
  solved: ['Ready to publish', 'blue'],
  failed: ['Failed', 'red'],
  cancelled: ['Cancelled', 'grey'],
  published: ['Published', 'green'],
  discarded: ['Put aside', 'grey'],
};

export function runStateWords(state: RunState): StateWords {
  const [stateText, colour] = WORDS[state];
  return { stateText, stateColour: `govuk-tag--${colour}` };
}

/** Whether a worker still has to finish the run. */
export function isUnderWay(state: RunState): boolean {
  return state === 'queued' || state === 'preparing' || state === 'solving' || state === 'checking';
}
