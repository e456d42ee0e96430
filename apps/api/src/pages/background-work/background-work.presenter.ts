import type { BackgroundWork, WorkOfKind } from '../../../../../libs/features/reports/index.js';
import type { JobName } from '../../../../../libs/platform/queue/index.js';
import { plural } from '../../../../../libs/wording/index.js';

interface Tagged {
  readonly text: string;
  readonly classes: string;
}

export interface BackgroundWorkPage {
  readonly verdict: Tagged;
  /** What that means, and what to do about it. */
  readonly sentences: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** Where each of them is listed; null: nowhere. */
    readonly href: string | null;
    readonly unfinished: number;
    readonly oldest: string;
    readonly heldUp: number;
    readonly failed: number;
    readonly done: number;
  }[];
}

const KINDS: Readonly<Record<JobName, { readonly name: string; readonly href: string | null }>> = {
  import: { name: 'Files to read and store', href: '/imports' },
  assessment: { name: 'Decisions of who is eligible', href: null },
  run: { name: 'Matching runs', href: '/runs' },
  effect: { name: 'Effects of changes to matches', href: null },
  message: { name: 'Messages to send', href: '/outbox' },
};
const NO_WORKER =
  'No worker is running. What people ask for is kept, and is done as soon as one runs: start one with “npm run start:worker”.';
/** A job is handed to its queue within a second; after this long the queue is away. */
const HANDED_OVER_SECONDS = 30;

/** Says first whether anything is wrong and what to do, then the figures. */
export function presentBackgroundWork(work: BackgroundWork): BackgroundWorkPage {
  const heldUp = work.kinds.reduce((sum, kind) => sum + kind.heldUp, 0);
  const failed = work.kinds.reduce((sum, kind) => sum + kind.failed, 0);
  const notHandedOver = (work.unsentSeconds ?? 0) > HANDED_OVER_SECONDS;
  const faults = [
    ...(work.workers === 0 ? [NO_WORKER] : []),
    ...(work.workers > 0 && notHandedOver
      ? [
          `The queue takes no jobs: ${plural(work.unsent, 'job waits', 'jobs wait')} to be handed over, the first for ${durationText(work.unsentSeconds ?? 0)}. Look whether Redis can be reached, or else the database.`,
        ]
      : []),
    ...(work.workers > 0 && !notHandedOver && heldUp > 0
      ? [
          `${plural(heldUp, 'job takes', 'jobs take')} longer than expected. They are taken up again by themselves; if the number does not fall within some minutes, look into the log of the worker.`,
        ]
      : []),
  ];
  const running = `${plural(work.workers, 'worker is', 'workers are')} running.`;
  return {
    verdict: verdictOf(work.workers, faults.length > 0, failed > 0),
    sentences: [
      ...(work.workers === 0 ? [] : [running]),
      ...faults,
      ...(failed === 0
        ? []
        : [
            `${plural(failed, 'job', 'jobs')} of the last 7 days failed for good. Each says why where it is listed.`,
          ]),
    ],
    rows: work.kinds.map(presentKind),
  };
}

function verdictOf(workers: number, isWrong: boolean, someFailed: boolean): Tagged {
  if (workers === 0) return { text: 'Stopped', classes: 'govuk-tag--red' };
  if (isWrong) return { text: 'Held up', classes: 'govuk-tag--orange' };
  if (someFailed) return { text: 'Working, some failed', classes: 'govuk-tag--yellow' };
  return { text: 'Working', classes: 'govuk-tag--green' };
}

function presentKind(kind: WorkOfKind): BackgroundWorkPage['rows'][number] {
  const { job, unfinished, oldestSeconds, heldUp, failed, done } = kind;
  return {
    ...KINDS[job],
    ...{ unfinished, heldUp, failed, done },
    oldest: oldestSeconds === null ? '' : durationText(oldestSeconds),
  };
}

/** `4 seconds`, `3 minutes`, `2 hours`, `5 days`: in the largest unit of which there is one. */
export function durationText(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const unit = units.find(([, size]) => seconds >= size);
  if (unit === undefined) return plural(Math.max(1, Math.round(seconds)), 'second', 'seconds');
  const [name, size] = unit;
  return plural(Math.floor(seconds / size), name, `${name}s`);
}
