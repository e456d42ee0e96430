import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import { BudgetsQueries, type BudgetSummary } from '../../../../libs/features/budgets/index.js';
import { SchoolPlacesQueries } from '../../../../libs/features/schools/index.js';
import { type LeaderPlace, SurveyQueries } from '../../../../libs/features/survey/index.js';
import { placeSentence } from '../../../../libs/wording/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { foundOr404 } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';
import {
  BudgetPageResource,
  BudgetResource,
  LeaderResource,
  LeadersQuery,
  StatementResource,
} from './leaders.dto.js';

const STATEMENT_ROWS_MAX = 500;

@ApiTags('leaders')
@Controller('api/v1/offers/:offer/leaders')
export class LeadersController {
  constructor(
    private readonly budgets: BudgetsQueries,
    private readonly survey: SurveyQueries,
    private readonly schoolPlaces: SchoolPlacesQueries,
  ) {}

  @Get()
  @ApiEndpoint({
    summary:
      'Leaders who answered the survey of an offer, with their day budgets and whether they can be placed',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: BudgetPageResource,
    problems: [400, 404],
  })
  async list(@Param('offer') given: string, @Query() query: LeadersQuery): Promise<BudgetPageResource> {
    const offer = knownOffer(given);
    const { placed, ...paging } = query;
    const [places, hasDistricts] = await Promise.all([
      this.survey.places(offer),
      this.schoolPlaces.hasDistricts(),
    ]);
    const found = [...places].flatMap(([ref, place]) => (place.placed === 'none' ? [] : [ref]));
    const page = await this.budgets.list(offer, {
      ...paging,
      ...(placed === undefined ? {} : { only: { refs: found, among: placed } }),
    });
    const items = page.items.map((budget) => ({
      ...budgetResource(budget),
      ...placeResource(places.get(budget.leaderRef), hasDistricts),
    }));
    return { items, nextCursor: page.nextCursor };
  }

  @Get(':leaderRef')
  @ApiEndpoint({
    summary: 'One leader’s statement: every movement of days with the balance after it',
    allow: ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'],
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

/** Days may be left of an answer that is gone: nothing says then where the leader is. */
function placeResource(
  place: LeaderPlace | undefined,
  hasDistricts: boolean,
): Pick<LeaderResource, 'placed' | 'message'> {
  const known = place ?? { placed: 'none' as const, postcode: null, baseUrn: null };
  return { placed: known.placed, message: placeSentence({ ...known, kind: 'leader', hasDistricts }) };
}

function budgetResource(budget: BudgetSummary): Omit<BudgetResource, never> {
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
