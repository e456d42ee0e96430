import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import { BudgetsQueries, type BudgetSummary } from '../../../../libs/features/budgets/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { foundOr404 } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { BudgetPageResource, BudgetResource, LeadersQuery, StatementResource } from './leaders.dto.js';

const STATEMENT_ROWS_MAX = 500;

@ApiTags('leaders')
@Controller('api/v1/offers/:offer/leaders')
export class LeadersController {
  constructor(private readonly budgets: BudgetsQueries) {}

  @Get()
  @ApiEndpoint({
    summary: 'Leaders who answered the survey of an offer, with their day budgets',
    allow: ['coordinator', 'reviewer', 'admin'],
    answers: BudgetPageResource,
    problems: [400],
  })
  async list(@Param('offer') offer: string, @Query() query: LeadersQuery): Promise<BudgetPageResource> {
    const page = await this.budgets.list(offer, query);
    return { items: page.items.map(budgetResource), nextCursor: page.nextCursor };
  }

  @Get(':leaderRef')
  @ApiEndpoint({
    summary: 'One leader’s statement: every movement of days with the balance after it',
    allow: ['coordinator', 'reviewer', 'leader', 'admin'],
    answers: StatementResource,
    problems: [404],
  })
  async statement(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('leaderRef') leaderRef: string,
  ): Promise<StatementResource> {
    const own = actor.leaderRef === leaderRef;
    const seesAll = actor.roles.some((role) => role !== 'leader');
    const budget = foundOr404(own || seesAll ? await this.budgets.find(offer, leaderRef) : null, 'leader');
    const { items } = await this.budgets.statement(offer, leaderRef, { limit: STATEMENT_ROWS_MAX });
    return {
      budget: budgetResource(budget),
      rows: items.map((row) => ({
        n: row.n,
        at: row.at.toISOString(),
        kind: row.kind,
        days: row.deltaHalfDays / 2,
        daysAvailable: daysFromHalfDays(row.balance),
        reason: row.reason,
        matchId: row.matchId,
        runId: row.runId,
      })),
    };
  }
}

function budgetResource(budget: BudgetSummary): BudgetResource {
  return {
    offer: budget.offer,
    leaderRef: budget.leaderRef,
    leaderName: budget.leaderName,
    daysGranted: daysFromHalfDays(budget.grantedHalfDays),
    daysReserved: daysFromHalfDays(budget.reservedHalfDays),
    daysDelivered: daysFromHalfDays(budget.deliveredHalfDays),
    daysAvailable: daysFromHalfDays(budget.availableHalfDays),
  };
}
