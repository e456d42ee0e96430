import type { IsoDate } from '../../kernel/index.js';
import type { MissingCode } from '../codes.js';
import { reachesBackTo, type GradedInspection, type SchoolHistory } from '../school-history.js';

/** The newest graded inspections that began before a day: the one in force, and what is missing if there is none. */
export interface BeforeDay {
  readonly latest: GradedInspection | undefined;
  readonly earlier: GradedInspection | undefined;
  /** Why there is no `latest`; null: because there was none. */
  readonly missing: MissingCode | null;
}

export function gradedBefore(
  day: IsoDate,
  history: SchoolHistory,
  inspections: readonly GradedInspection[],
): BeforeDay {
  const [latest, earlier] = inspections.filter(({ startDate }) => startDate < day);
  if (latest !== undefined) return { latest, earlier, missing: null };
  const missing =
    history.listing === 'absent' ? 'inspections' : reachesBackTo(history, day) ? null : 'earlier-judgement';
  return { latest, earlier, missing };
}
