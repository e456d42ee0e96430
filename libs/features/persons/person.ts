import type { LeaderRef } from '../../domain/kernel/index.js';

/** Under what one person is known here. */
export interface Person {
  readonly leaderRefs: readonly LeaderRef[];
  readonly userIds: readonly string[];
  /** In lower case. */
  readonly emails: readonly string[];
  readonly names: readonly string[];
  /** `school/100001`: whom they are the contact of. */
  readonly parties: readonly string[];
}

/** Everything that one table holds on a person, as it is stored, but for secrets. */
export interface Holding {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}
