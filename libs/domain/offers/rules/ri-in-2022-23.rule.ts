import type { RuleFinding } from '../decision.js';
import { requiresImprovementInWindow } from './ri-during-year.rule.js';
import type { SchoolSubject } from './rule.js';

/** The school receives requires improvement during the 2022 to 2023 academic year. */
export function riIn202223(subject: SchoolSubject): RuleFinding | null {
  return requiresImprovementInWindow('ri-in-2022-23', subject);
}
