import { existsSync } from 'node:fs';
import type { Problem } from '../../libs/domain/planning/index.js';
import { islandsProblem, nationalProblem } from '../national.js';
import { OR_LIBRARY_FOLDER, orLibraryInstances } from '../or-library.js';
import type { BenchOptions } from './options.js';

export interface Instance {
  readonly name: string;
  /** Instances of one family stand in one table. */
  readonly family: string;
  readonly cases: number;
  readonly days: 'equal' | 'mixed';
  /** The best score there is, where it is known from elsewhere. */
  readonly known: number | null;
  /** Made when it is needed: large ones take long and much memory. */
  readonly problem: () => Problem;
}

export const ISLANDS = 'Islands';

export function instancesOf(options: BenchOptions): readonly Instance[] {
  const national = options.days.flatMap((days) =>
    options.sizes.flatMap((cases) =>
      options.ratios.flatMap((ratio) =>
        options.seeds.map((seed): Instance => ({
          name: `${days}-${cases}-${ratio.toFixed(1)}-${seed}`,
          family: `National, ${days} days`,
          cases,
          days,
          known: null,
          problem: () => nationalProblem({ seed, cases, ratio, days }),
        })),
      ),
    ),
  );
  return [...national, ...islands(options), ...published(options)];
}

/** Of mixed days and as many days as are needed: what several threads gain shows where there is work for them. */
function islands({ islandSizes, seeds }: BenchOptions): readonly Instance[] {
  return islandSizes.flatMap((cases) =>
    seeds.map((seed): Instance => ({
      name: `islands-${cases}-${seed}`,
      ...{ family: ISLANDS, cases, days: 'mixed', known: null },
      problem: () => islandsProblem({ seed, cases, ratio: 1, days: 'mixed' }),
    })),
  );
}

/** The OR-Library's assignment instances, where they are at hand. */
function published(options: BenchOptions): readonly Instance[] {
  if (options.orLibrary.length === 0) return [];
  if (!existsSync(OR_LIBRARY_FOLDER)) {
    console.log(`OR-Library: skipped, no instances at ${OR_LIBRARY_FOLDER}`);
    return [];
  }
  return orLibraryInstances()
    .filter((one) => options.orLibrary.some((prefix) => prefix === 'all' || one.name.startsWith(prefix)))
    .map((one): Instance => ({
      name: one.name,
      family: 'OR-Library',
      cases: one.jobs,
      days: 'mixed',
      known: one.isProvenOptimal ? one.bestKnown : null,
      problem: () => one.problem,
    }));
}
