export class MoveResource {
  caseId!: string;
  /** Null: it had no leader. */
  from!: string | null;
  to!: string;
}

export class ServedCaseResource {
  caseId!: string;
  /** 1 is served first. */
  priority!: number;
  days!: number;
  /** Fixed by a reviewer. */
  isPinned!: boolean;
}

export class MakingRoomResource {
  /** Other cases that would change their leader. */
  moves!: MoveResource[];
  /** The case that would be left without a leader; null: none. */
  uncovers!: string | null;
  uncoversPriority!: number | null;
  /** Of the whole plan, in points; above 0 is worse. */
  scoreChange!: number;
}

export class AlternativeResource {
  leaderRef!: string;
  score!: number;
  days!: number;
  /** Points above the leader in the plan; null for a case without one. */
  dearerBy!: number | null;
  /** Code: case-pinned, forbidden, too-long, full-with-pins, full, dearer, same-score or better-not-reached. */
  reason!: string;
  daysLeft!: number;
  /** Null: no limit. */
  engagementsLeft!: number | null;
  serves!: ServedCaseResource[];
  /** Null: there is room, no way to make it was found, or none was looked for. */
  makingRoom!: MakingRoomResource | null;
  /** True: what making room would cost was not worked out, as the run has very many cases; ask for the effect of a pin. */
  roomNotLookedFor?: true;
  why!: string;
}

export class PlanRemedyResource {
  /**
   * Code: none-needed, move-others, more-days, more-engagements, more-days-and-engagements, longer-travel, wider-run-limit,
   * attend-briefing, be-available, offer-phase, offer-unit or lift-forbid.
   */
  code!: string;
  leaderRef!: string;
  /** Further days of that leader. */
  days!: number;
  engagements!: number;
  /** How much farther a limit would have to reach; 0 for other changes. */
  extraMiles!: number;
  /** What goes where then, the case itself first. */
  moves!: MoveResource[];
  why!: string;
}

export class CaseExplanationResource {
  caseId!: string;
  /** Null: uncovered. */
  leaderRef!: string | null;
  score!: number | null;
  /** Leaders whom no rule refuses. */
  candidates!: number;
  /** Code of the reason, for an uncovered case. */
  reason!: string | null;
  remedy!: PlanRemedyResource | null;
  /** The next leaders by score, at most five. */
  alternatives!: AlternativeResource[];
  why!: string[];
}

export class FurtherCaseResource {
  caseId!: string;
  priority!: number;
  /** Further days of this leader that it takes. */
  days!: number;
  moves!: MoveResource[];
}

export class DayValueResource {
  /** The best priority of which one more day may bring in a case; null: no case of any. */
  priority!: number | null;
  /** At most so many further cases of it, and none of a better priority. */
  mostCases!: number;
  /** At most so many points less; null where a case may be brought in. */
  mostPoints!: number | null;
  /** An estimate: what one more day is worth, in cases of that priority, or in points. */
  price!: number;
}

export class DearestDayResource extends DayValueResource {
  leaderRef!: string;
}

export class MarginalValueResource {
  leaderRef!: string;
  daysLeft!: number;
  /** The leader takes no further engagement. */
  engagementsBind!: boolean;
  /** What one more day would bring in. */
  oneMoreDay!: FurtherCaseResource | null;
  /** Points that one more day would save at least. */
  saves!: number;
  savedBy!: string | null;
  /** The fewest days that bring a case in. */
  nextCase!: FurtherCaseResource | null;
  /** What one more day gains at most; null: not known. */
  atMost!: DayValueResource | null;
  why!: string;
}

export class UncoveredLevelResource {
  priority!: number;
  cases!: number;
}

export class RegionNeedResource {
  /** Null: not known. */
  region!: string | null;
  cases!: number;
  uncovered!: number;
  uncoveredByPriority!: UncoveredLevelResource[];
  /** Uncovered cases that no leader may take. */
  withoutCandidate!: number;
  daysShort!: number;
  leadersOneDayShort!: number;
  fewestDays!: number | null;
  /** Of the leaders who may take a case here, the one of whom one more day is worth most; null: of nobody, or not known. */
  dearestDay!: DearestDayResource | null;
  why!: string;
}

export class MarginalValuesResource {
  runId!: string;
  /** Most worth first. */
  leaders!: MarginalValueResource[];
  /** Where most is lacking first. */
  regions!: RegionNeedResource[];
}
