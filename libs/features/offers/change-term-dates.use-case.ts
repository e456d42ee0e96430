import { Injectable } from '@nestjs/common';
import {
  accepted,
  type Actor,
  type Facts,
  type IsoDate,
  type Outcome,
  parseIsoDate,
  refused,
} from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { authorityKnown, termDatesNow, writeTermDates } from './term-dates.repository.js';

export interface ChangeTermDatesInput {
  /** Three-digit code of a local authority, or `national`. */
  readonly authority: string;
  /** As the person saw them; 0: there were none. */
  readonly version: number;
  /** Last days of terms, in order; none: the national ones, or the defaults, apply. */
  readonly ends: readonly string[];
}

export interface ChangedTermDates {
  readonly authority: string;
  readonly ends: readonly IsoDate[];
  readonly version: number;
}

const MOST_TERMS = 60;

/**
 * Sets the last days of terms of one authority, or of all others; the next assessment uses them. Dates that stand already
 * are accepted and change nothing, whatever version they were seen with.
 */
@Injectable()
export class ChangeTermDates {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: ChangeTermDatesInput,
  ): Promise<Outcome<ChangedTermDates, 'unknown-authority' | 'invalid-term-dates' | 'overtaken'>> {
    const { authority, version, ends } = input;
    if (!/^(\d{3}|national)$/.test(authority)) return refused('unknown-authority', { authority });
    const fault = faultIn(ends);
    if (fault !== undefined) return refused('invalid-term-dates', fault);
    return this.database.transaction(actor, async (manager) => {
      if (!(await authorityKnown(manager, authority))) return refused('unknown-authority', { authority });
      const now = await termDatesNow(manager, authority);
      if (now.version > 0 && now.ends.join() === ends.join()) {
        return accepted({ authority, ends: now.ends, version: now.version });
      }
      if (!(await writeTermDates(manager, authority, version, ends, actor.id))) {
        return refused('overtaken', { authority, version, now: now.version });
      }
      await append(manager, actor, {
        action: 'term-dates.change',
        subjectKind: 'term-dates',
        subjectId: authority,
        before: { ends: now.ends },
        after: { ends },
      });
      return accepted({ authority, ends, version: version + 1 });
    });
  }
}

/** What is wrong, with the number of the date (1 is the first) and the date as it was given. */
function faultIn(ends: readonly string[]): Facts | undefined {
  if (ends.length > MOST_TERMS) return { fault: 'too-many', given: ends.length, most: MOST_TERMS };
  for (const [index, end] of ends.entries()) {
    const at = { at: index + 1, value: end };
    if (parseIsoDate(end) === undefined) return { fault: 'no-date', ...at };
    const before = ends[index - 1];
    if (before !== undefined && before >= end) return { fault: 'out-of-order', ...at, before };
  }
  return undefined;
}
