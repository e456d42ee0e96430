import { Injectable } from '@nestjs/common';
import { accepted, type Actor, assert, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import type { ConflictSide, ConflictSubject } from './conflict-declaration.entity.js';
import {
  endDeclaration,
  insertDeclaration,
  knownEnds,
  lockStanding,
  type Tie,
} from './conflicts.repository.js';
import { REASON_LENGTH } from './decline-match.use-case.js';
import { type StoppedMatches, stopMatchesOfTie } from './stop-matches.js';

export interface DeclareConflictInput extends Tie {
  readonly declaredBy: ConflictSide;
  /** At most 1,000 characters. */
  readonly reason: string;
}

export interface DeclaredNow extends StoppedMatches {
  readonly conflictId: string;
}

export type DeclareConflictRefusal =
  | 'reason-needed'
  | 'reason-too-long'
  | 'unknown-leader'
  | 'no-such-case'
  | 'unknown-school'
  | 'unknown-trust'
  | 'conflict-already-declared'
  /** A leader declares as leader only. */
  | 'not-your-side';

export interface WithdrawConflictInput {
  readonly offer: Tie['offer'];
  readonly conflictId: string;
  readonly reason: string;
}

export type WithdrawConflictRefusal = 'reason-needed' | 'reason-too-long' | 'unknown-conflict';

/**
 * A leader declares a tie of their own; a coordinator records what a leader, a school or its responsible body declared.
 * Runs keep the pair apart from then on. A proposed, published or accepted match of the pair stops in the same
 * transaction: days released, case back where it was.
 */
@Injectable()
export class DeclareConflict {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: DeclareConflictInput,
  ): Promise<Outcome<DeclaredNow, DeclareConflictRefusal>> {
    const { offer, leaderRef, subjectKind, subjectId, declaredBy } = input;
    const tie: Tie = { offer, leaderRef, subjectKind, subjectId };
    const reason = spoken(input.reason);
    if (!reason.ok) return reason;
    if (`${leaderRef}${subjectId}`.includes('\u0000') || !mayDeclareFor(actor, leaderRef)) {
      return refused('unknown-leader', { leaderRef });
    }
    if (!isOfficial(actor) && declaredBy !== 'leader') return refused('not-your-side');
    return this.database.transaction<Outcome<DeclaredNow, DeclareConflictRefusal>>(actor, async (manager) => {
      const known = await knownEnds(manager, tie);
      if (!known.leader) return refused('unknown-leader', { leaderRef });
      if (!known.subject) return unknownSubject(subjectKind, subjectId);
      const said = { declaredBy, reason: reason.value, recordedBy: actor.id };
      const conflictId = await insertDeclaration(manager, tie, said);
      if (conflictId === undefined) return refused('conflict-already-declared', { ...tie, declaredBy });
      const { stopped, underWay } = await stopMatchesOfTie(manager, actor, tie);
      await append(manager, actor, {
        action: 'conflict.declare',
        subjectKind: 'conflict',
        subjectId: conflictId,
        // What the tie is says much of people: it stands in the declaration, where it can be blanked.
        after: { ...tie, declaredBy, stopped, underWay },
      });
      return accepted({ conflictId, stopped, underWay });
    });
  }

  /** Says that a declared conflict is none any more. Stopped matches stay stopped: the next run may bring the pair together. */
  async withdraw(
    actor: Actor,
    input: WithdrawConflictInput,
  ): Promise<Outcome<{ readonly conflictId: string }, WithdrawConflictRefusal>> {
    const { offer, conflictId } = input;
    const reason = spoken(input.reason);
    if (!reason.ok) return reason;
    return this.database.transaction<Outcome<{ readonly conflictId: string }, WithdrawConflictRefusal>>(
      actor,
      async (manager) => {
        const standing = await lockStanding(manager, offer, conflictId);
        const isOwn = isOfficial(actor) || standing?.declaredBy === 'leader';
        if (standing === undefined || !isOwn || !mayDeclareFor(actor, standing.leaderRef)) {
          return refused('unknown-conflict', { conflictId });
        }
        const ended = await endDeclaration(manager, conflictId, { reason: reason.value, by: actor.id });
        assert(ended, `conflict ${conflictId} changed under its lock`);
        await append(manager, actor, {
          action: 'conflict.withdraw',
          subjectKind: 'conflict',
          subjectId: conflictId,
          before: { ...standing },
        });
        return accepted({ conflictId });
      },
    );
  }
}

/** Who records what any side declared. */
function isOfficial({ roles }: Actor): boolean {
  return roles.includes('coordinator') || roles.includes('admin');
}

function mayDeclareFor(actor: Actor, leaderRef: Tie['leaderRef']): boolean {
  return isOfficial(actor) || (actor.roles.includes('leader') && actor.leaderRef === leaderRef);
}

function spoken(text: string): Outcome<string, 'reason-needed' | 'reason-too-long'> {
  const reason = text.replaceAll('\u0000', '').trim(); // PostgreSQL takes no NUL
  if (reason === '') return refused('reason-needed');
  return reason.length > REASON_LENGTH
    ? refused('reason-too-long', { limit: REASON_LENGTH })
    : accepted(reason);
}

function unknownSubject(kind: ConflictSubject, id: string): Outcome<never, DeclareConflictRefusal> {
  if (kind === 'school') return refused('unknown-school', { urn: id });
  return kind === 'trust'
    ? refused('unknown-trust', { trustUid: id })
    : refused('no-such-case', { caseId: id });
}
