import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { asBoolean, OfferPageQuery } from './offers.dto.js';

export class PlacedQuery extends OfferPageQuery {
  /** False: only those whose place is not known; true: only the others. */
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  placed?: boolean;
}

export class SchoolsQuery extends PlacedQuery {
  /** The whole name, as GIAS gives it. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  region?: string;

  /** The whole name of the local authority, as GIAS gives it. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  la?: string;
}

/** A school of the register, and whether it can be placed. */
export class SchoolResource {
  urn!: string;
  name!: string;
  la!: string | null;
  region!: string | null;
  /** GIAS: 1 open, 2 closed, 3 open but proposed to close, 4 proposed to open. */
  statusCode!: string;
  postcode!: string | null;
  /** exact, approximate (the centre of its postcode district) or none: then no leader can be matched with it. */
  placed!: string;
  /** What to do about its place; null where it is exact. */
  message!: string | null;
}

export class SchoolPageResource {
  items!: SchoolResource[];
  nextCursor!: string | null;
}

/** An open academy trust, and whether it can be placed. */
export class TrustResource {
  uid!: string;
  name!: string;
  postcode!: string | null;
  /** approximate (its postcode district, else the middle of its schools) or none. */
  placed!: string;
  /** What to do where it cannot be placed, else null. */
  message!: string | null;
}

export class TrustPageResource {
  items!: TrustResource[];
  nextCursor!: string | null;
}
