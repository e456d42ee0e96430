import { halfDaysFromDays } from '../kernel/index.js';
import type { Problem, ProblemCandidate, ProblemCase, ProblemLeader, ProblemPair } from './problem.js';
import { pairKey } from './pair-key.js';
import { FaultList, type ProblemRefusal } from './problem-faults.js';
import { thousandthsFromScore } from './thousandths.js';

/** Limits that keep every sum of half-days and of thousandths an exact integer. */
export const PROBLEM_LIMITS = { days: 1_000_000, score: 1_000_000_000, wholeNumber: 1_000_000 } as const;

export type ParsedProblem =
  { readonly ok: true; readonly value: Problem } | { readonly ok: false; readonly refusal: ProblemRefusal };

/**
 * Reads a problem (contracts: problem and plan, version 1) from parsed JSON. Unknown fields are left out; every fault is
 * reported, each with its JSON pointer. A pin that is no candidate is a fault; a pin that is also forbidden is none: that
 * problem can be read, and has no plan.
 */
export function parseProblem(input: unknown): ParsedProblem {
  const faults = new FaultList();
  const value = readProblem(input, faults);
  return value !== null && faults.faults.length === 0
    ? { ok: true, value }
    : { ok: false, refusal: { code: 'bad-problem', facts: { faults: faults.faults } } };
}

function readProblem(input: unknown, faults: FaultList): Problem | null {
  if (!isObject(input)) return faults.add('not-an-object');
  const version = field(input, 'version');
  if (version !== 1)
    faults.at('version').add(version === undefined ? 'missing' : 'unknown-version', { known: 1 });
  const leaders = readList(input, 'leaders', faults, readLeader);
  const cases = readList(input, 'cases', faults, readCase);
  const candidates = readList(input, 'candidates', faults, readCandidate);
  const pins = hasField(input, 'pins') ? readList(input, 'pins', faults, readPair) : [];
  const forbids = hasField(input, 'forbids') ? readList(input, 'forbids', faults, readPair) : [];

  refuseDuplicateIds(leaders, faults.at('leaders'));
  refuseDuplicateIds(cases, faults.at('cases'));
  const known = { leaders: idsIn(input, 'leaders'), cases: idsIn(input, 'cases') };
  refuseUnknownIds(candidates, known, faults.at('candidates'));
  refuseUnknownIds(pins, known, faults.at('pins'));
  refuseUnknownIds(forbids, known, faults.at('forbids'));
  refuseDuplicateCandidates(candidates, faults.at('candidates'));
  refuseForeignPins(pins, pairsIn(input, 'candidates'), known, faults.at('pins'));
  refuseLargeTotals(candidates, faults.at('candidates'));
  return {
    version: 1,
    leaders: present(leaders),
    cases: present(cases),
    candidates: present(candidates),
    ...(hasField(input, 'pins') ? { pins: present(pins) } : {}),
    ...(hasField(input, 'forbids') ? { forbids: present(forbids) } : {}),
  };
}

/** Items in document order; null where one could not be read, so that indices keep their meaning. */
type Read<T> = readonly (T | null)[];

function readList<T>(
  input: object,
  name: string,
  faults: FaultList,
  read: (item: object, faults: FaultList) => T | null,
): Read<T> {
  const list = field(input, name);
  const here = faults.at(name);
  if (list === undefined) {
    here.add('missing');
    return [];
  }
  if (!Array.isArray(list)) {
    here.add('not-an-array');
    return [];
  }
  return list.map((item: unknown, index) =>
    isObject(item) ? read(item, here.at(index)) : here.at(index).add('not-an-object'),
  );
}

function readLeader(item: object, faults: FaultList): ProblemLeader | null {
  const id = readId(item, 'id', faults);
  const days = readDays(item, faults);
  const maxEngagements = hasField(item, 'maxEngagements')
    ? readWhole(item, 'maxEngagements', 0, faults)
    : undefined;
  if (id === null || days === null || maxEngagements === null) return null;
  return { id, days, ...(maxEngagements === undefined ? {} : { maxEngagements }) };
}

function readCase(item: object, faults: FaultList): ProblemCase | null {
  const id = readId(item, 'id', faults);
  const days = readDays(item, faults);
  const priority = hasField(item, 'priority') ? readWhole(item, 'priority', 1, faults) : undefined;
  if (id === null || days === null || priority === null) return null;
  return { id, days, ...(priority === undefined ? {} : { priority }) };
}

function readCandidate(item: object, faults: FaultList): ProblemCandidate | null {
  const pair = readPair(item, faults);
  const score = readScore(item, faults);
  const days = hasField(item, 'days') ? readDays(item, faults) : undefined;
  if (pair === null || score === null || days === null) return null;
  return { ...pair, score, ...(days === undefined ? {} : { days }) };
}

function readPair(item: object, faults: FaultList): ProblemPair | null {
  const leader = readId(item, 'leader', faults);
  const caseId = readId(item, 'case', faults);
  return leader === null || caseId === null ? null : { leader, case: caseId };
}

function readId(item: object, name: string, faults: FaultList): string | null {
  const value = field(item, name);
  const here = faults.at(name);
  if (value === undefined) return here.add('missing');
  if (typeof value !== 'string') return here.add('not-a-string');
  return value.trim() === '' ? here.add('empty') : value;
}

function readNumber(item: object, name: string, largest: number, faults: FaultList): number | null {
  const value = field(item, name);
  const here = faults.at(name);
  if (value === undefined) return here.add('missing');
  if (typeof value !== 'number' || Number.isNaN(value)) return here.add('not-a-number');
  if (value < 0) return here.add('negative', { value });
  return value > largest ? here.add('too-large', { largest }) : value;
}

function readDays(item: object, faults: FaultList): number | null {
  const days = readNumber(item, 'days', PROBLEM_LIMITS.days, faults);
  if (days === null || halfDaysFromDays(days) !== undefined) return days;
  return faults.at('days').add('not-a-half-day', { value: days });
}

function readScore(item: object, faults: FaultList): number | null {
  const score = readNumber(item, 'score', PROBLEM_LIMITS.score, faults);
  if (score === null || thousandthsFromScore(score) !== undefined) return score;
  return faults.at('score').add('too-many-decimals', { value: score, decimals: 3 });
}

function readWhole(item: object, name: string, smallest: number, faults: FaultList): number | null {
  const value = readNumber(item, name, PROBLEM_LIMITS.wholeNumber, faults);
  if (value === null) return null;
  if (!Number.isInteger(value)) return faults.at(name).add('not-a-whole-number', { value });
  return value < smallest ? faults.at(name).add('too-small', { value, smallest }) : value;
}

function refuseDuplicateIds(items: Read<{ readonly id: string }>, faults: FaultList): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (item === null) return;
    if (seen.has(item.id)) faults.at(index).at('id').add('duplicate-id', { id: item.id });
    seen.add(item.id);
  });
}

/** Also of items that have another fault, so that one slip is told once; null where there is no list to know from. */
interface KnownIds {
  readonly leaders: ReadonlySet<unknown> | null;
  readonly cases: ReadonlySet<unknown> | null;
}

function idsIn(input: object, name: string): ReadonlySet<unknown> | null {
  const list = field(input, name);
  if (!Array.isArray(list)) return null;
  return new Set(list.map((item: unknown) => (isObject(item) ? field(item, 'id') : undefined)));
}

function pairsIn(input: object, name: string): ReadonlySet<string> {
  const list = field(input, name);
  const items = Array.isArray(list) ? list.filter(isObject) : [];
  // Anything but text matches no pin, whatever it is turned into.
  return new Set(items.map((item) => JSON.stringify([field(item, 'leader'), field(item, 'case')])));
}

function refuseUnknownIds(pairs: Read<ProblemPair>, known: KnownIds, faults: FaultList): void {
  pairs.forEach((pair, index) => {
    if (pair === null) return;
    if (known.leaders?.has(pair.leader) === false) {
      faults.at(index).at('leader').add('unknown-leader', { leader: pair.leader });
    }
    if (known.cases?.has(pair.case) === false) {
      faults.at(index).at('case').add('unknown-case', { case: pair.case });
    }
  });
}

function refuseDuplicateCandidates(candidates: Read<ProblemCandidate>, faults: FaultList): void {
  const seen = new Set<string>();
  candidates.forEach((candidate, index) => {
    if (candidate === null) return;
    const key = pairKey(candidate);
    if (seen.has(key)) {
      faults.at(index).add('duplicate-candidate', { leader: candidate.leader, case: candidate.case });
    }
    seen.add(key);
  });
}

function refuseForeignPins(
  pins: Read<ProblemPair>,
  candidateKeys: ReadonlySet<string>,
  known: KnownIds,
  faults: FaultList,
): void {
  pins.forEach((pin, index) => {
    if (pin === null || known.leaders?.has(pin.leader) !== true || known.cases?.has(pin.case) !== true)
      return;
    if (!candidateKeys.has(pairKey(pin))) {
      faults.at(index).add('pin-is-no-candidate', { leader: pin.leader, case: pin.case });
    }
  });
}

/** No plan's score may leave the range of exact integers: at worst every case takes its dearest leader. */
function refuseLargeTotals(candidates: Read<ProblemCandidate>, faults: FaultList): void {
  const dearest = new Map<string, number>();
  for (const candidate of present(candidates)) {
    const thousandths = thousandthsFromScore(candidate.score) ?? 0;
    dearest.set(candidate.case, Math.max(dearest.get(candidate.case) ?? 0, thousandths));
  }
  const total = [...dearest.values()].reduce((sum, thousandths) => sum + thousandths, 0);
  if (!Number.isSafeInteger(total)) faults.add('scores-too-large-together');
}

function present<T>(items: Read<T>): T[] {
  return items.filter((item) => item !== null);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasField(item: object, name: string): boolean {
  return field(item, name) !== undefined;
}

/** Own fields only, so that no name reaches an object's prototype. */
function field(item: object, name: string): unknown {
  return Object.hasOwn(item, name) ? (item as Readonly<Record<string, unknown>>)[name] : undefined;
}
