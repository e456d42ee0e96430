import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { givenReason } from '../offers/index.js';
import type { Holding, Person } from './person.js';
import { findPerson, holdingsOn } from './persons.queries.js';

export interface PersonExport {
  readonly person: Person;
  readonly holdings: readonly Holding[];
}

export type ExportPersonRefusal = 'unknown-person' | 'reason-needed' | 'reason-too-long';

/** Hands out everything that is held on one person, and says in the trail for what purpose and how much. */
@Injectable()
export class ExportPerson {
  constructor(private readonly database: Database) {}

  /** `key`: a leader's reference, a user name, or an email address. */
  async execute(
    actor: Actor,
    { key, purpose }: { readonly key: string; readonly purpose: string },
  ): Promise<Outcome<PersonExport, ExportPersonRefusal>> {
    const reason = givenReason(purpose);
    if (!reason.ok) return reason;
    return this.database.transaction<Outcome<PersonExport, ExportPersonRefusal>>(actor, async (manager) => {
      const person = await findPerson(manager, key.trim());
      if (person === undefined) return refused('unknown-person');
      const holdings = await holdingsOn(manager, person);
      const { leaderRefs, userIds, parties } = person;
      await append(manager, actor, {
        action: 'person.export',
        subjectKind: 'person',
        subjectId: leaderRefs[0] ?? userIds[0] ?? parties[0] ?? 'contact',
        after: {
          ...{ leaderRefs, userIds, parties },
          rows: Object.fromEntries(holdings.map(({ table, rows }) => [table, rows.length])),
        },
        reason: reason.value,
      });
      return accepted({ person, holdings });
    });
  }
}
