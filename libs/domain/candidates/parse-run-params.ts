import { accepted, type Facts, type FactValue, type Outcome, refused } from '../kernel/index.js';
import type { ParamsFaultCode } from './codes.js';
import { DEFAULT_RUN_PARAMS, type RunParams } from './params.js';

/** One fault of a params.json: where (JSON pointer), what, and what would be allowed. */
export interface ParamsFault extends Facts {
  readonly pointer: string;
  readonly code: ParamsFaultCode;
  /** A range, a number of decimals or the names that are known. */
  readonly allowed: string;
}

interface NumberRule {
  readonly least: number;
  readonly most: number;
  /** Decimals that the value may have; 0: whole numbers only. Null: as many as it likes. */
  readonly decimals: number | null;
}

const MILES: NumberRule = { least: 0, most: 1000, decimals: null };
/** Three decimals, because scores are compared in thousandths. */
const WEIGHT: NumberRule = { least: 0, most: 10_000, decimals: 3 };
const PRIORITY: NumberRule = { least: 1, most: 99, decimals: 0 };
const TIME_LIMIT_SECONDS: NumberRule = { least: 1, most: 3600, decimals: null };
const GAP: NumberRule = { least: 0, most: 1, decimals: null };
const SEED: NumberRule = { least: 0, most: 2_147_483_647, decimals: 0 };
const KEYS = [
  'maxMiles',
  'region',
  'weights',
  'priorities',
  'timeLimitSeconds',
  'gap',
  'seed',
  'deterministic',
];
const REGION_LENGTH = 100;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the settings of a run (contracts: params.json) and fills in every default; null means "not set".
 * Refused as `invalid-params` with `faults`: every fault with its JSON pointer, unknown keys included, so that
 * a misspelt setting is never passed over.
 */
export function parseRunParams(input: unknown): Outcome<RunParams, 'invalid-params'> {
  const faults: ParamsFault[] = [];
  const note = (pointer: string, code: ParamsFaultCode, allowed: string): null => {
    faults.push({ pointer, code, allowed });
    return null;
  };
  if (!isObject(input)) {
    note('', 'not-an-object', 'an object');
    return refused('invalid-params', { faults });
  }
  const number = (value: unknown, pointer: string, rule: NumberRule): number | null =>
    value === undefined || value === null ? null : checkedNumber(value, pointer, rule, note);
  const section = (name: 'weights' | 'priorities'): JsonObject => {
    const value = input[name];
    if (value === undefined || value === null) return {};
    if (isObject(value)) return value;
    note(`/${name}`, 'not-an-object', 'an object');
    return {};
  };
  noteUnknownKeys(input, KEYS, '', note);
  const weights = section('weights');
  noteUnknownKeys(weights, Object.keys(DEFAULT_RUN_PARAMS.weights), '/weights', note);
  const defaults = DEFAULT_RUN_PARAMS;
  const weight = (name: keyof RunParams['weights']): number =>
    number(weights[name], `/weights/${name}`, WEIGHT) ?? defaults.weights[name];
  const params: RunParams = {
    maxMiles: number(input['maxMiles'], '/maxMiles', MILES),
    region: regionOf(input['region'], note),
    weights: {
      distanceMile: weight('distanceMile'),
      missedNeed: weight('missedNeed'),
      change: weight('change'),
    },
    priorities: prioritiesOf(section('priorities'), note),
    timeLimitSeconds:
      number(input['timeLimitSeconds'], '/timeLimitSeconds', TIME_LIMIT_SECONDS) ?? defaults.timeLimitSeconds,
    gap: number(input['gap'], '/gap', GAP) ?? defaults.gap,
    seed: number(input['seed'], '/seed', SEED) ?? defaults.seed,
    ...(isSet(input['deterministic'], '/deterministic', note) ? { deterministic: true } : {}),
  };
  return faults.length > 0 ? refused('invalid-params', { faults }) : accepted(params);
}

type Note = (pointer: string, code: ParamsFaultCode, allowed: string) => null;

function checkedNumber(value: unknown, pointer: string, rule: NumberRule, note: Note): number | null {
  const range = `${String(rule.least)} to ${String(rule.most)}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return note(pointer, 'not-a-number', range);
  if (value < rule.least) return note(pointer, 'too-small', range);
  if (value > rule.most) return note(pointer, 'too-large', range);
  if (rule.decimals === 0 && !Number.isInteger(value)) return note(pointer, 'not-a-whole-number', range);
  if (rule.decimals !== null && Number(value.toFixed(rule.decimals)) !== value)
    return note(pointer, 'too-many-decimals', `${String(rule.decimals)} decimals`);
  return value;
}

function isSet(value: unknown, pointer: string, note: Note): boolean {
  if (value !== undefined && value !== null && typeof value !== 'boolean')
    note(pointer, 'not-true-or-false', 'true or false');
  return value === true;
}

function regionOf(value: unknown, note: Note): string | null {
  if (value === undefined || value === null) return null;
  const allowed = `1 to ${String(REGION_LENGTH)} characters`;
  if (typeof value !== 'string' || value.trim() === '') return note('/region', 'not-text', allowed);
  if (value.length > REGION_LENGTH) return note('/region', 'too-large', allowed);
  return value.trim();
}

function prioritiesOf(values: JsonObject, note: Note): Record<string, number> {
  const read = Object.entries(values).flatMap(([name, value]): [string, number][] => {
    const pointer = `/priorities/${escaped(name)}`;
    const priority = checkedNumber(value, pointer, PRIORITY, note);
    return priority === null ? [] : [[name, priority]];
  });
  return Object.fromEntries(read);
}

function noteUnknownKeys(value: JsonObject, known: readonly string[], pointer: string, note: Note): void {
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) note(`${pointer}/${escaped(name)}`, 'unknown-key', known.join(', '));
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name as one step of a JSON pointer (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The faults of a refusal of `parseRunParams`. */
export function paramsFaults(facts: Readonly<Record<string, FactValue>>): readonly ParamsFault[] {
  const { faults } = facts;
  return Array.isArray(faults) ? (faults as readonly ParamsFault[]) : [];
}
