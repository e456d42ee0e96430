import type { IsoDate, SourceRow, Urn } from '../kernel/index.js';
import type { SchoolFacts, SchoolLink } from './facts.js';
import { isOpen, opensAsNewSchool } from './school-kind.js';

/** GIAS links between schools, either way round as one. */
export interface LinkIndex {
  /** By successor: its predecessors, each with the rows that say so. */
  readonly predecessors: ReadonlyMap<Urn, ReadonlyMap<Urn, readonly SourceRow[]>>;
  /** By predecessor. */
  readonly successors: ReadonlyMap<Urn, ReadonlySet<Urn>>;
}

/** A school whose history another carries on, with the rows of the links that lead to it. */
export interface CarriedSchool {
  readonly urn: Urn;
  readonly links: readonly SourceRow[];
}

/** The school, now closed, in whose place another stands, as it was on a day before the other opened. */
export interface CarriedOn {
  readonly urn: Urn;
  /** Null: the school file does not hold it. */
  readonly school: SchoolFacts | null;
  readonly evidence: readonly SourceRow[];
}

export function indexLinks(links: readonly SchoolLink[]): LinkIndex {
  const predecessors = new Map<Urn, Map<Urn, SourceRow[]>>();
  const successors = new Map<Urn, Set<Urn>>();
  const add = (successor: Urn, predecessor: Urn, row: SourceRow): void => {
    if (successor === predecessor) return;
    const known = predecessors.get(successor) ?? new Map<Urn, SourceRow[]>();
    predecessors.set(successor, known.set(predecessor, [...(known.get(predecessor) ?? []), row]));
    successors.set(predecessor, (successors.get(predecessor) ?? new Set<Urn>()).add(successor));
  };
  for (const { urn, linkedUrn, kind, source } of links) {
    if (kind === 'predecessor') add(urn, linkedUrn, source);
    if (kind === 'successor') add(linkedUrn, urn, source);
  }
  return { predecessors, successors };
}

/**
 * The schools that `school` carries on, newest first: a chain in which each had one predecessor and was its only
 * successor. A merger, a split, a predecessor that is still open, a sponsored academy or a free school began as a
 * new school, and nothing is carried by a link. A circle ends where it closes.
 */
export function carriedSchools(
  links: LinkIndex,
  schools: ReadonlyMap<Urn, SchoolFacts>,
  school: SchoolFacts,
): CarriedSchool[] {
  const chain: CarriedSchool[] = [];
  const line = new Set<Urn>([school.urn]);
  const rows: SourceRow[] = [];
  let current: Urn = school.urn;
  for (;;) {
    const row = schools.get(current);
    if (row !== undefined && opensAsNewSchool(row)) return chain;
    const urn = solePredecessor(links, current);
    if (urn === undefined || line.has(urn)) return chain;
    const predecessor = schools.get(urn);
    if (predecessor !== undefined && isOpen(predecessor)) return chain;
    line.add(urn);
    if ([...(links.successors.get(urn) ?? [])].some((successor) => !line.has(successor))) return chain;
    rows.push(...(links.predecessors.get(current)?.get(urn) ?? []));
    chain.push({ urn, links: [...rows] });
    current = urn;
  }
}

/** Of the schools carried on, the first that had opened by that day: null where there is none, or none is needed. */
export function carriedOnAt(
  chain: readonly CarriedSchool[],
  schools: ReadonlyMap<Urn, SchoolFacts>,
  school: SchoolFacts,
  day: IsoDate,
): CarriedOn | null {
  if (school.openDate === null || school.openDate <= day) return null;
  for (const { urn, links } of chain) {
    const row = schools.get(urn) ?? null;
    if (row !== null && row.openDate !== null && row.openDate > day) continue;
    return { urn, school: row, evidence: row === null ? links : [row.source, ...links] };
  }
  return null;
}

/** Registers list a grandparent beside the parent at times; it is no second predecessor. */
function solePredecessor(links: LinkIndex, urn: Urn): Urn | undefined {
  const all = [...(links.predecessors.get(urn)?.keys() ?? [])];
  if (all.length < 2) return all[0];
  const direct = all.filter(
    (one) => !all.some((other) => other !== one && ancestorsOf(links, other, urn).has(one)),
  );
  return direct.length === 1 ? direct[0] : undefined;
}

function ancestorsOf(links: LinkIndex, urn: Urn, without: Urn): ReadonlySet<Urn> {
  const found = new Set<Urn>();
  const open = [urn];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const one of links.predecessors.get(next)?.keys() ?? []) {
      if (one === without || found.has(one)) continue;
      found.add(one);
      open.push(one);
    }
  }
  return found;
}
