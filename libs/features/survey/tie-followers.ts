import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, LeaderRef, OfferYear, Urn } from '../../domain/kernel/index.js';

/** Schools that a stored answer names as a conflict of interest. */
export interface AnsweredTies {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly urns: readonly Urn[];
}

/** Asked once for each survey file, of one offer, inside the transaction that stores it. */
export interface TieFollower {
  /** Before any budget is touched: locks whatever `follow` may stop, because everybody locks matches before budgets. */
  hold(manager: EntityManager, answers: readonly AnsweredTies[]): Promise<void>;
  /** After the answers. */
  follow(manager: EntityManager, actor: Actor, answers: readonly AnsweredTies[]): Promise<void>;
}

/** Filled by the feature that keeps the matches (`onModuleInit`), which the survey itself may not know. */
@Injectable()
export class TieFollowers {
  private readonly followers: TieFollower[] = [];

  register(follower: TieFollower): void {
    this.followers.push(follower);
  }

  async hold(manager: EntityManager, answers: readonly AnsweredTies[]): Promise<void> {
    for (const follower of this.followers) await follower.hold(manager, tiedOf(answers));
  }

  async follow(manager: EntityManager, actor: Actor, answers: readonly AnsweredTies[]): Promise<void> {
    for (const follower of this.followers) await follower.follow(manager, actor, tiedOf(answers));
  }
}

/** In the order of the leaders, so that two files at once wait for each other. */
function tiedOf(answers: readonly AnsweredTies[]): readonly AnsweredTies[] {
  return answers
    .filter(({ urns }) => urns.length > 0)
    .toSorted((a, b) => (a.leaderRef < b.leaderRef ? -1 : 1));
}
