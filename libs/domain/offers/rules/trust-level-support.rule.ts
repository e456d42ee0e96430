import type { RuleFinding } from '../decision.js';
import { no, undetermined, yes } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'trust-level-support';

/**
 * A school in a MAT (also one with a single school) is supported at trust level, unless trust and leader agree that
 * direct support is more effective. Asked about eligible schools only; a single-academy trust is its school.
 */
export function trustLevelSupport({ standing, directSupportAgreed }: SchoolSubject): RuleFinding {
  const { code, trustUid, missing, evidence } = standing;
  const facts = { standing: code, trustUid, directSupportAgreed };
  if (directSupportAgreed) return no(RULE, facts, evidence);
  switch (code) {
    case 'multi-academy-trust':
      return trustUid === null ? undetermined(RULE, missing, facts, evidence) : yes(RULE, facts, evidence);
    case 'trust-unknown':
    case 'unknown':
      return undetermined(RULE, missing, facts, evidence);
    case 'local-authority':
    case 'single-academy-trust':
    case 'neither':
      return no(RULE, facts, evidence);
  }
}
