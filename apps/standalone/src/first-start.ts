import type { EntityManager } from 'typeorm';
import { SYSTEM } from '../../../libs/domain/kernel/index.js';
import { append } from '../../../libs/platform/audit/index.js';
import type { Database } from '../../../libs/platform/database/index.js';
import type { LoadedSamples, LoadSamples } from './load-samples.js';
import { hasImports, lastSamplesDecision, type SamplesDecision } from './samples.queries.js';
import type { StartOptions } from './start-options.js';

/** `loaded`: now; `here`: before; `none`: this database has none, `why` in words. */
export type SamplesAnswer =
  | { readonly samples: 'loaded'; readonly what: LoadedSamples }
  | { readonly samples: 'here' }
  | { readonly samples: 'none'; readonly why: string };

/** Whether this start loads the samples: only into a database that nobody has used, and only once. */
export function decideOnSamples(
  wish: StartOptions['samples'],
  known: { readonly last: SamplesDecision | null; readonly imports: boolean },
): 'load' | 'here' | 'decline' | 'declined' | 'in-use' {
  if (known.last === 'load') return 'here';
  // An earlier start was broken off while it loaded them.
  if (known.last === 'begin') return wish === 'never' ? 'in-use' : 'load';
  if (known.imports) return 'in-use';
  if (wish === 'never') return known.last === null ? 'decline' : 'declined';
  return wish === 'ask-again' || known.last === null ? 'load' : 'declined';
}

/** Loads the samples if this start should; every decision about them is kept in the audit trail. */
export async function firstStart(
  wish: StartOptions['samples'],
  { database, loadSamples }: { readonly database: Database; readonly loadSamples: LoadSamples },
  onStep: (line: string) => void,
): Promise<SamplesAnswer> {
  const last = await lastSamplesDecision(database.manager);
  const decision = decideOnSamples(wish, { last, imports: await hasImports(database.manager) });
  switch (decision) {
    case 'here':
      return { samples: 'here' };
    case 'in-use':
      return { samples: 'none', why: 'files were imported into this database already' };
    case 'declined':
      return { samples: 'none', why: 'they were declined or removed; `npm start -- --samples` loads them' };
    case 'decline':
      await remember(database, 'decline');
      return { samples: 'none', why: 'as asked; `npm start -- --samples` loads them later' };
    case 'load': {
      if (last !== 'begin') await remember(database, 'begin');
      const what = await loadSamples.execute(onStep);
      await remember(database, 'load');
      return { samples: 'loaded', what };
    }
  }
}

async function remember(database: Database, decision: SamplesDecision): Promise<void> {
  await database.transaction(SYSTEM, (manager) => rememberSamples(manager, decision));
}

export async function rememberSamples(manager: EntityManager, decision: SamplesDecision): Promise<void> {
  await append(manager, SYSTEM, {
    action: `samples.${decision}`,
    subjectKind: 'samples',
    subjectId: 'samples',
  });
}
