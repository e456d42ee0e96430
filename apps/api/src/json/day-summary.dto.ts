export class DayFiguresResource {
  leaders!: number;
  daysOffered!: number;
  daysReserved!: number;
  daysDelivered!: number;
  daysLeft!: number;
}

export class RegionDaysResource extends DayFiguresResource {
  /** Of the leaders' base schools; null: not known. */
  region!: string | null;
}

export class DaySummaryResource {
  offer!: string;
  total!: DayFiguresResource;
  regions!: RegionDaysResource[];
  /** How many matches are in each state. */
  matches!: Record<string, number>;
}
