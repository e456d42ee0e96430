import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/kernel/index.js';
import { type AnsweredTies, type TieFollower, TieFollowers } from '../survey/index.js';
import { stopMatchesOfTie } from './stop-matches.js';

/** Stops matches with schools that a survey file names as a conflict of interest, as a declaration does. */
@Injectable()
export class StopOnSurvey implements TieFollower, OnModuleInit {
  constructor(private readonly followers: TieFollowers) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async follow(manager: EntityManager, actor: Actor, answers: readonly AnsweredTies[]): Promise<void> {
    for (const { offer, leaderRef, urns } of answers) {
      for (const subjectId of urns) {
        await stopMatchesOfTie(manager, actor, { offer, leaderRef, subjectKind: 'school', subjectId });
      }
    }
  }
}
