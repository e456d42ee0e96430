import { Injectable } from '@nestjs/common';
import type { LeaderRef, OfferYear } from '../../../../../libs/domain/kernel/index.js';
import {
  BudgetsQueries,
  type BudgetSummary,
  type StatementRow,
} from '../../../../../libs/features/budgets/index.js';
import { MatchesQueries, type MatchView } from '../../../../../libs/features/matches/index.js';

/** Everything about one leader's days in one offer. */
export interface LeaderStatement {
  readonly budget: BudgetSummary | undefined;
  readonly rows: readonly StatementRow[];
  readonly matches: readonly MatchView[];
  readonly caseNames: ReadonlyMap<string, string>;
}

const ROWS_AT_ONCE = 500;

/** Reads whole statements: for the coordinator's page of a leader, and for the leader's own. */
@Injectable()
export class Statements {
  constructor(
    private readonly budgets: BudgetsQueries,
    private readonly matches: MatchesQueries,
  ) {}

  async of(offer: OfferYear, leaderRef: LeaderRef): Promise<LeaderStatement> {
    const [budget, rows, matches] = await Promise.all([
      this.budgets.find(offer, leaderRef),
      this.rows(offer, leaderRef),
      this.matches.every({ offer, leaderRef }),
    ]);
    const caseNames = new Map(matches.map(({ id, caseName }) => [id, caseName]));
    return { budget, rows, matches, caseNames };
  }

  private async rows(offer: OfferYear, leaderRef: LeaderRef): Promise<readonly StatementRow[]> {
    const rows: StatementRow[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page = await this.budgets.statement(offer, leaderRef, { after, limit: ROWS_AT_ONCE });
      rows.push(...page.items);
      after = page.nextCursor;
    }
    return rows;
  }
}
