import { IsString, MaxLength } from 'class-validator';

export class OfferToNextBody {
  @IsString()
  @MaxLength(200)
  leaderRef!: string;
}

export class NextCandidateResource {
  leaderRef!: string;
  daysLeft!: number;
  /** False: the leader cannot take it (any more). */
  possible!: boolean;
  why!: string[];
}

export class NextCandidateListResource {
  items!: NextCandidateResource[];
}

export class OfferedMatchResource {
  /** Of the new match. */
  matchId!: string;
}
