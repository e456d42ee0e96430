import type { RuleFinding } from '../decision.js';
import { fundingOfTier } from './further-funding.js';
import type { SchoolSubject } from './rule.js';

/** A school in tier 3 may get further funding, more than one in tier 2. */
export function fundingOfTierThree(subject: SchoolSubject): RuleFinding {
  return fundingOfTier('funding-of-tier-three', 3, subject);
}
