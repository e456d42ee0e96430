import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly sizes: readonly number[];
  readonly ratios: readonly number[];
  /** Cases of the problems of islands. */
  readonly islandSizes: readonly number[];
  readonly seeds: readonly number[];
  readonly days: readonly ('equal' | 'mixed')[];
  /** Beginnings of names; `all`; empty: none. */
  readonly orLibrary: readonly string[];
  readonly timeLimitSeconds: number;
  /** Names of solvers; empty: all. */
  readonly only: readonly string[];
  readonly out: string;
  /** Said of the machine in the document, such as what ran beside. */
  readonly note: string;
  /** Rows already there are kept, new ones are added: a run may be made in parts. */
  readonly results: string | null;
}

export const USAGE = `npm run bench -- [options]
  --sizes 120,400,1200,2500,10000   cases of the national problems; none: no national problems
  --ratios 0.8,1.0,1.3              days offered to days needed
  --days equal,mixed
  --islands 1200                    cases of the problems of seven regions that share nobody, or none
  --seeds 1,2,3,4,5
  --or-library all                  beginnings of names (gap1,c05), all, or none
  --time-limit 120                  seconds for each solve
  --only leader-match,highs         these solvers only
  --out docs/benchmarks.md
  --note TEXT                       what else is to be known of the machine
  --results FILE                    keep rows here, and do not solve again what it holds`;

/** @throws Error with a sentence when an option makes no sense */
export function parseOptions(args: readonly string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { ...text, default: '120,400,1200,2500,10000' },
      ratios: { ...text, default: '0.8,1.0,1.3' },
      islands: { ...text, default: '1200' },
      days: { ...text, default: 'equal,mixed' },
      seeds: { ...text, default: '1,2,3,4,5' },
      'or-library': { ...text, default: 'all' },
      'time-limit': { ...text, default: '120' },
      only: { ...text, default: '' },
      out: { ...text, default: 'docs/benchmarks.md' },
      note: { ...text, default: '' },
      results: text,
    },
  });
  return {
    sizes: numbers('sizes', values.sizes),
    ratios: numbers('ratios', values.ratios),
    seeds: numbers('seeds', values.seeds),
    islandSizes: numbers('islands', values.islands),
    days: listOf(values.days).map((one) => {
      if (one !== 'equal' && one !== 'mixed') throw new Error(`--days: ${one} is neither equal nor mixed`);
      return one;
    }),
    orLibrary: listOf(values['or-library']),
    timeLimitSeconds: numbers('time-limit', values['time-limit'])[0] ?? NaN,
    only: listOf(values.only),
    out: values.out,
    note: values.note,
    results: values.results ?? null,
  };
}

function numbers(option: string, value: string): number[] {
  return listOf(value).map((one) => {
    const parsed = Number(one);
    if (!(parsed > 0)) throw new Error(`--${option}: ${one} is not a number above 0`);
    return parsed;
  });
}

function listOf(value: string): string[] {
  return value === 'none' ? [] : value.split(',').filter((one) => one !== '');
}
