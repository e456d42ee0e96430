import type { RuleFinding } from '../decision.js';
import type { JudgementArea } from '../facts.js';
import type { GradedInspection } from '../school-history.js';
import { inspectionFacts, no, undetermined, yes } from './finding.js';
import { judgedInWindow } from './judged-in-window.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'causing-concern-in-window';
const INADEQUATE = 4;
const KEY_JUDGEMENTS: readonly JudgementArea[] = [
  'quality-of-education',
  'behaviour-and-attitudes',
  'personal-development',
  'leadership-and-management',
];

/**
 * Judged in the window to be causing concern: any category (SM, SWK, NTI, RSI), or overall effectiveness
 * inadequate, which always comes with one. A key judgement of inadequate or ineffective safeguarding puts a school
 * into a category too; where the file gives none beside them it is incomplete or contradicts itself, so the
 * answer is undetermined rather than no.
 */
export function causingConcernInWindow(subject: SchoolSubject): RuleFinding | null {
  return judgedInWindow(RULE, subject, (inspection) => {
    const { concern, overallEffectiveness, sources } = inspection;
    const facts = { ...inspectionFacts(inspection), concern };
    const inCategory = concern !== null && concern !== 'none';
    if (inCategory || overallEffectiveness === INADEQUATE) return yes(RULE, facts, sources);
    if (couldBeOfConcern(inspection)) return undetermined(RULE, ['category-of-concern'], facts, sources);
    return no(RULE, facts, sources);
  });
}

function couldBeOfConcern({ concern, judgements, safeguardingEffective }: GradedInspection): boolean {
  const keyJudgements = KEY_JUDGEMENTS.map((area) => judgements[area] ?? null);
  if (keyJudgements.includes(INADEQUATE) || safeguardingEffective === false) return true;
  // Without a column for the category, only a full set of better judgements rules it out.
  return concern === null && (keyJudgements.includes(null) || safeguardingEffective === null);
}
