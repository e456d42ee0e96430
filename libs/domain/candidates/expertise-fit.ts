import { EXPERTISE_CODES, type ExpertiseCode } from '../kernel/index.js';

export interface ExpertiseFit {
  readonly met: readonly ExpertiseCode[];
  readonly missed: readonly ExpertiseCode[];
}

/** Splits the needs of a case by whether the leader's expertise covers them; each need once, in code-list order. */
export function expertiseFit(
  expertise: readonly ExpertiseCode[],
  needs: readonly ExpertiseCode[],
): ExpertiseFit {
  const distinct = EXPERTISE_CODES.filter((code) => needs.includes(code));
  return {
    met: distinct.filter((code) => expertise.includes(code)),
    missed: distinct.filter((code) => !expertise.includes(code)),
  };
}
