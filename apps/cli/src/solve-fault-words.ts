import type { Facts } from '../../../libs/domain/kernel/index.js';
import type { EngineRefusal, ProblemFault, ProblemFaultCode } from '../../../libs/domain/planning/index.js';
import { listText } from '../../../libs/wording/index.js';

/** One fault as the command tells it; `pointer` is empty where the whole file is meant. */
export interface FaultLine {
  readonly pointer: string;
  readonly code: string;
  readonly facts: Facts;
  readonly message: string;
}

export function faultLine(fault: ProblemFault): FaultLine {
  return { ...fault, message: WORDS[fault.code](fault.facts) };
}

type Words = (facts: Facts) => string;

const WORDS: Readonly<Record<ProblemFaultCode, Words>> = {
  'not-an-object': () => 'must be an object',
  'not-an-array': () => 'must be a list',
  missing: () => 'is missing',
  'unknown-version': ({ known }) => `must be ${text(known)}, the only version there is`,
  'not-a-string': () => 'must be text',
  empty: () => 'must not be empty',
  'not-a-number': () => 'must be a number',
  negative: ({ value }) => `must not be below 0 (is ${text(value)})`,
  'not-a-half-day': ({ value }) => `must be in steps of half a day (is ${text(value)})`,
  'not-a-whole-number': ({ value }) => `must be a whole number (is ${text(value)})`,
  'too-small': ({ value, smallest }) => `must be at least ${text(smallest)} (is ${text(value)})`,
  'too-large': ({ largest }) => `must be at most ${text(largest)}`,
  'too-many-decimals': ({ value, decimals }) =>
    `must have at most ${text(decimals)} decimals (is ${text(value)})`,
  'duplicate-id': ({ id }) => `"${text(id)}" is the id of an earlier one`,
  'unknown-leader': ({ leader }) => `there is no leader "${text(leader)}"`,
  'unknown-case': ({ case: id }) => `there is no case "${text(id)}"`,
  'duplicate-candidate': (facts) => `${pairText(facts)} is listed before`,
  'pin-is-no-candidate': (facts) => `${pairText(facts)} is pinned but is no candidate`,
  'scores-too-large-together': () => 'the scores are too large to be added exactly',
};

const ENGINE_WORDS: Readonly<Record<EngineRefusal, Words>> = {
  'unknown-engine': ({ engine, known }) =>
    `there is no engine "${text(engine)}": choose auto, ${Array.isArray(known) ? listText(known.map(text)) : ''}`,
  'component-too-large-for-engine': ({ engine, mixedDays, size, limit }) =>
    mixedDays === true
      ? `${text(engine)} is never given more than ${text(limit)} connected cases whose days differ (here ${text(size)}): use --engine auto or highs`
      : `${text(engine)} is never given more than ${text(limit)} connected candidates (here ${text(size)}): use --engine auto or highs`,
};

export function engineRefusalWords(code: EngineRefusal, facts: Facts): string {
  return ENGINE_WORDS[code](facts);
}

function pairText(facts: Facts): string {
  return `leader "${text(facts['leader'])}" with case "${text(facts['case'])}"`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
