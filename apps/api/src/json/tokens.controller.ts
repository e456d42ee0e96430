import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Actor } from '../../../../libs/domain/kernel/index.js';
import { CreateToken, IdentityQueries, RevokeToken } from '../../../../libs/features/identity/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { PasswordSignIn } from '../access/password-sign-in.js';
import { valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { ActorResource, CreatedTokenResource, CreateTokenBody, TokenListResource } from './tokens.dto.js';

const DEFAULT_DAYS = 30;
const EVERYBODY = ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'] as const;

@ApiTags('sign-in')
@Controller('api/v1')
export class TokensController {
  constructor(
    private readonly identity: IdentityQueries,
    private readonly signIn: PasswordSignIn,
    private readonly createToken: CreateToken,
    private readonly revokeToken: RevokeToken,
  ) {}

  @Post('tokens')
  @Audits('api-token.create')
  @ApiEndpoint({
    summary: 'A bearer token for a username and password',
    allow: 'anyone',
    status: 201,
    answers: CreatedTokenResource,
    problems: [400, 401, 403, 422, 429],
  })
  async create(@Req() request: Request, @Body() body: CreateTokenBody): Promise<CreatedTokenResource> {
    const { actor } = valueOf(await this.signIn.execute(request, body));
    const created = await this.createToken.execute(actor, {
      userId: actor.id,
      name: body.name,
      expiresInDays: body.expiresInDays ?? DEFAULT_DAYS,
      scope: body.scope ?? 'write',
    });
    const { id, token, expiresAt } = valueOf(created);
    return { id, token, expiresAt: expiresAt.toISOString() };
  }

  @Get('tokens')
  @ApiEndpoint({ summary: 'My tokens, newest first', allow: EVERYBODY, answers: TokenListResource })
  async list(@ActorOf() actor: Actor): Promise<TokenListResource> {
    const tokens = await this.identity.tokens(actor.id);
    return {
      items: tokens.map(({ userId: _userId, username: _username, ...token }) => ({
        ...token,
        createdAt: token.createdAt.toISOString(),
        expiresAt: token.expiresAt?.toISOString() ?? null,
        revokedAt: token.revokedAt?.toISOString() ?? null,
        lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
      })),
    };
  }

  @Delete('tokens/:tokenId')
  @Audits('api-token.revoke')
  @ApiEndpoint({ summary: 'End a token at once', allow: EVERYBODY, status: 204, problems: [400, 404] })
  async revoke(@ActorOf() actor: Actor, @Param('tokenId', ParseUUIDPipe) tokenId: string): Promise<void> {
    valueOf(await this.revokeToken.execute(actor, { tokenId }));
  }

  @Get('me')
  @ApiEndpoint({ summary: 'Whose token this is', allow: EVERYBODY, answers: ActorResource })
  me(@ActorOf() actor: Actor): ActorResource {
    return { userId: actor.id, roles: [...actor.roles], leaderRef: actor.leaderRef ?? null };
  }
}
