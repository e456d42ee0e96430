import { IsOptional, IsString, MaxLength } from 'class-validator';

export class BoundariesQuery {
  /** What the file is called. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  fileName?: string;
}

/** The outline that maps are drawn over. */
export class BoundariesResource {
  /** Regions and authorities in it. */
  areas!: number;
  /** Corners of all of them together. */
  points!: number;
  /** Of the file, in hexadecimal. */
  sha256!: string;
}
