import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Problem } from '../libs/domain/planning/index.js';

/** A generalised assignment instance as published, and what is known of it (minimising, every job assigned). */
export interface GapInstance {
  readonly name: string;
  readonly problem: Problem;
  readonly jobs: number;
  readonly bestKnown: number;
  readonly isProvenOptimal: boolean;
  readonly lowerBound: number;
}

export const OR_LIBRARY_FOLDER = resolve(process.cwd(), '../shared/data/benchmarks');

/** The OR-Library's gap1-12 (Cattrysse and others 1994) and gapa-d (Chu and Beasley 1997): 84 instances. */
export function orLibraryInstances(): readonly GapInstance[] {
  const rows: Record<string, string>[] = parse(readFileSync(join(OR_LIBRARY_FOLDER, 'best-known.csv')), {
    columns: true,
  });
  return rows
    .filter((row) => /^gap-(cattrysse1994|chu1997)\//.test(row['file'] ?? ''))
    .map((row) => ({
      name: row['instance'] ?? '',
      problem: gapProblem(readFileSync(join(OR_LIBRARY_FOLDER, row['file'] ?? ''), 'utf8')),
      jobs: Number(row['jobs']),
      bestKnown: Number(row['best_known_min']),
      isProvenOptimal: row['proven_optimal'] === 'yes',
      lowerBound: Number(row['lower_bound']),
    }));
}

/**
 * Reads `agents jobs`, the costs by agent, the resource use by agent, the capacities. Every agent is a leader whose
 * capacity is days, every job a case; each pair is a candidate with days of its own.
 */
export function gapProblem(text: string): Problem {
  const numbers = text.trim().split(/\s+/).map(Number);
  const [agents = 0, jobs = 0] = numbers;
  const size = agents * jobs;
  const costs = numbers.slice(2, 2 + size);
  const uses = numbers.slice(2 + size, 2 + 2 * size);
  const capacities = numbers.slice(2 + 2 * size);
  if (capacities.length !== agents)
    throw new Error(`expected ${agents} capacities, found ${capacities.length}`);
  return {
    version: 1,
    leaders: capacities.map((days, agent) => ({ id: `agent-${agent}`, days })),
    cases: Array.from({ length: jobs }, (_, job) => ({ id: `job-${job}`, days: 1 })),
    candidates: costs.map((score, index) => ({
      leader: `agent-${Math.floor(index / jobs)}`,
      case: `job-${index % jobs}`,
      score,
      days: uses[index] ?? NaN,
    })),
  };
}
