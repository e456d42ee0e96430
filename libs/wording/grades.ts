import type { FactValue, Facts } from '../domain/kernel/index.js';
import { dateFact, textFact } from './format.js';

const GRADE_NAMES: Readonly<Record<number, string>> = {
  1: 'outstanding',
  2: 'good',
  3: 'requires improvement',
  4: 'inadequate',
};
const CONCERN_NAMES: Readonly<Record<string, string>> = {
  SM: 'special measures',
  SWK: 'serious weaknesses',
  NTI: 'notice to improve',
  RSI: 'requires significant improvement',
};

/** `requires improvement`; `no grade` when the file gives none. */
export function gradeName(grade: FactValue | undefined): string {
  if (grade === 'not-judged') return 'not judged';
  return (typeof grade === 'number' ? GRADE_NAMES[grade] : undefined) ?? 'no grade';
}

export function concernName(code: FactValue | undefined): string {
  return (typeof code === 'string' ? CONCERN_NAMES[code] : undefined) ?? 'no category of concern';
}

/** `the inspection of 12 March 2019 (of the school before it, URN 990801)`. */
export function inspectionName(facts: Facts): string {
  const predecessor = textFact(facts, 'predecessorUrn');
  const of = predecessor === '' ? '' : ` (of the school it replaced, URN ${predecessor})`;
  return `the inspection of ${dateFact(facts, 'inspectionStart')}${of}`;
}

/** `the inspection of 5 May 2015, graded good`. */
export function earlierInspection(facts: Facts): string {
  return `the inspection of ${dateFact(facts, 'earlierInspectionStart')} (${gradeName(facts['earlierOverallEffectiveness'])})`;
}
