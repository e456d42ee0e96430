import { Injectable } from '@nestjs/common';
import { whyNot, type WhyNot } from '../../domain/candidates/index.js';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { distanceMetres } from '../../platform/geography/index.js';
import { whyMatch, whyPairRefused } from '../../wording/index.js';
import { RunsQueries } from './runs.queries.js';

export interface ExplainPairInput {
  readonly runId: string;
  readonly leaderRef: string;
  readonly caseId: string;
}

export interface ExplainedPair {
  readonly judgement: WhyNot;
  /** One sentence for each rule that refuses the pair, or what speaks for it. */
  readonly why: readonly string[];
}

export type ExplainPairRefusal = 'unknown-run' | 'leader-not-in-run' | 'case-not-in-run';

/** Why a leader may or may not take a case, as things stood when the run was frozen. Reads only. */
@Injectable()
export class ExplainPairUseCase {
  constructor(private readonly runs: RunsQueries) {}

  async execute(_actor: Actor, input: ExplainPairInput): Promise<Outcome<ExplainedPair, ExplainPairRefusal>> {
    const snapshot = await this.runs.snapshot(input.runId);
    if (snapshot === null) return refused('unknown-run', { runId: input.runId });
    const judged = whyNot(snapshot, input.leaderRef, input.caseId, distanceMetres);
    if (!judged.ok) return judged;
    const judgement = judged.value;
    const why =
      'candidate' in judgement ? [whyMatch(judgement.candidate)] : judgement.refusals.map(whyPairRefused);
    return accepted({ judgement, why });
  }
}
