import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/kernel/index.js';
import { type AnsweredTies, type TieFollower, TieFollowers } from '../survey/index.js';
import type { Tie } from './conflicts.repository.js';
import { holdMatchesOfTies, stopMatchesOfTie } from './stop-matches.js';

/** Stops matches with schools that a survey file names as a conflict of interest, as a declaration does. */
@Injectable()
export class StopOnSurvey implements TieFollower, OnModuleInit {
  constructor(private readonly followers: TieFollowers) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async hold(manager: EntityManager, answers: readonly AnsweredTies[]): Promise<void> {
    const [first] = answers;
    if (first !== undefined) await holdMatchesOfTies(manager, first.offer, answers.flatMap(tiesOf));
  }

  async follow(manager: EntityManager, actor: Actor, answers: readonly AnsweredTies[]): Promise<void> {
    for (const tie of answers.flatMap(tiesOf)) await stopMatchesOfTie(manager, actor, tie);
  }
}

function tiesOf({ offer, leaderRef, urns }: AnsweredTies): readonly Tie[] {
  return urns.map((subjectId) => ({ offer, leaderRef, subjectKind: 'school', subjectId }));
}
