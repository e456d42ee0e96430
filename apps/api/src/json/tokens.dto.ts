import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { TOKEN_DAYS_MAX } from '../../../../libs/features/identity/index.js';

export class CreateTokenBody {
  @IsString()
  @MaxLength(200)
  username!: string;

  @IsString()
  @MaxLength(256)
  password!: string;

  /** What the token is for; shown in lists. */
  @IsString()
  @MaxLength(80)
  name!: string;

  /** 30 where it is left out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(TOKEN_DAYS_MAX)
  expiresInDays?: number;

  /** `read`: only what changes nothing. `write` where it is left out. */
  @IsOptional()
  @IsIn(['read', 'write'])
  scope?: 'read' | 'write';
}

export class CreatedTokenResource {
  id!: string;
  /** The secret: shown this once. */
  token!: string;
  expiresAt!: string;
}

export class TokenResource {
  id!: string;
  name!: string;
  /** `read` or `write`. */
  scope!: string;
  createdAt!: string;
  expiresAt!: string | null;
  revokedAt!: string | null;
  lastUsedAt!: string | null;
  inForce!: boolean;
}

export class TokenListResource {
  items!: TokenResource[];
}

export class ActorResource {
  userId!: string;
  roles!: string[];
  leaderRef!: string | null;
}
