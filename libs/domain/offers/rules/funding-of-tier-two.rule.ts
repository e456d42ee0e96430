import type { RuleFinding } from '../decision.js';
import { fundingOfTier } from './further-funding.js';
import type { SchoolSubject } from './rule.js';

/** A school in tier 2 may get further funding. */
export function fundingOfTierTwo(subject: SchoolSubject): RuleFinding {
  return fundingOfTier('funding-of-tier-two', 2, subject);
}
