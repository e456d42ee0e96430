import { Module } from '@nestjs/common';
import { BudgetsModule } from '../budgets/index.js';
import { MatchesModule } from '../matches/index.js';
import { ChangeVisit } from './change-visit.use-case.js';
import { ClaimsQueries } from './claims.queries.js';
import { DaySummaryQueries } from './day-summary.queries.js';
import { EndDelivery } from './end-delivery.use-case.js';
import { EngagementsQueries } from './engagements.queries.js';
import { LogVisit } from './log-visit.use-case.js';
import { MakeClaim } from './make-claim.use-case.js';
import { MakeSignOffLink } from './make-sign-off-link.use-case.js';
import { ReconcileDays } from './reconcile-days.use-case.js';
import { RemindOfSignOffs } from './remind-of-sign-offs.use-case.js';
import { SignOffVisits } from './sign-off-visits.use-case.js';

const DOOR = [
  ...[
    LogVisit,
    ChangeVisit,
    MakeSignOffLink,
    RemindOfSignOffs,
    SignOffVisits,
    EndDelivery,
    EngagementsQueries,
  ],
  ...[MakeClaim, ClaimsQueries, DaySummaryQueries, ReconcileDays],
];

/** Visits, sign-offs, completions and claims. Needs the global `DatabaseModule`. */
@Module({ imports: [BudgetsModule, MatchesModule], providers: DOOR, exports: DOOR })
export class DeliveryModule {}
