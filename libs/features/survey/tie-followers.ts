import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, LeaderRef, OfferYear, Urn } from '../../domain/kernel/index.js';

/** Schools that a stored answer names as a conflict of interest. */
export interface AnsweredTies {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly urns: readonly Urn[];
}

/** Called once for each survey file, inside the transaction that stores it, after the answers. */
export interface TieFollower {
  follow(manager: EntityManager, actor: Actor, answers: readonly AnsweredTies[]): Promise<void>;
}

/** Filled by the feature that keeps the matches (`onModuleInit`), which the survey itself may not know. */
@Injectable()
export class TieFollowers {
  private readonly followers: TieFollower[] = [];

  register(follower: TieFollower): void {
    this.followers.push(follower);
  }

  /** In the order of the leaders, so that two files at once wait for each other. */
  async follow(manager: EntityManager, actor: Actor, answers: readonly AnsweredTies[]): Promise<void> {
    const tied = answers
      .filter(({ urns }) => urns.length > 0)
      .toSorted((a, b) => (a.leaderRef < b.leaderRef ? -1 : 1));
    for (const follower of this.followers) await follower.follow(manager, actor, tied);
  }
}
