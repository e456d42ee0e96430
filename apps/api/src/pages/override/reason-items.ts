import {
  OVERRIDE_REASON_CODES,
  type OverrideReasonCode,
} from '../../../../../libs/domain/candidates/index.js';
import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { blanks, type FormFaults, formFaults } from '../form-faults.js';

const REASONS: Readonly<Record<OverrideReasonCode, string>> = {
  'local-knowledge': 'What we know of the school or area',
  'school-asked': 'The school or trust asked for it',
  'leader-asked': 'The leader asked for it',
  relationship: 'They work well together, or do not',
  travel: 'Travel',
  capacity: 'How much the leader can take on',
  mistake: 'An earlier decision was a mistake',
  other: 'Another reason',
};

export function reasonItems(
  chosen = '',
): readonly { readonly value: string; readonly text: string; readonly checked: boolean }[] {
  return OVERRIDE_REASON_CODES.map((value) => ({ value, text: REASONS[value], checked: value === chosen }));
}

export function reasonText(code: OverrideReasonCode): string {
  return REASONS[code];
}

/** What was given as the reason. */
export interface GivenReason {
  readonly reasonCode: string;
  readonly reason: string;
}

const BLANK: Readonly<Record<keyof GivenReason, string>> = {
  reasonCode: 'Choose why you make this change.',
  reason: 'Say in your own words why you make this change.',
};

const FIELDS: Readonly<Record<string, string>> = {
  'overrule-needed': 'overrule',
  'reason-code-unknown': 'reasonCode',
  'reason-needed': 'reason',
  'reason-too-long': 'reason',
};

/** What was ticked beside what the page shows now. */
export interface TickedRules {
  readonly answer: { readonly overrule: readonly string[]; readonly tag: string } | undefined;
  readonly tag: string;
  readonly rules: readonly { readonly code: string }[];
}

/** The page shows what rules set aside would do: an answer without their ticks fits nothing, though nobody changed anything. */
export function rulesLeft({ answer, tag, rules }: TickedRules): boolean {
  return (
    answer !== undefined && answer.tag === tag && rules.some(({ code }) => !answer.overrule.includes(code))
  );
}

/** What the refusal means to whoever saw the page. */
export function refusalMeant(refusal: Refusal, ticked: TickedRules): Refusal {
  const isMissed = refusal.code === 'overtaken' && rulesLeft(ticked);
  return isMissed ? { code: 'overrule-needed', facts: {} } : refusal;
}

const TICK_FAULT = {
  field: 'overrule',
  text: 'Tick each rule that is set aside, or go back and choose somebody else.',
};

/**
 * A refusal for the summary on top and, where it is about a field, beside it, with all else that the form lacks.
 * `elsewhere`: link of any other.
 */
export function shownRefusal(
  refusal: Refusal | undefined,
  given?: GivenReason,
  elsewhere?: string,
  hasRulesLeft = false,
): {
  readonly refusal: FormFaults['errors'];
  readonly faults: FormFaults['faults'];
} {
  if (refusal === undefined) return { refusal: null, faults: {} };
  const field = FIELDS[refusal.code];
  const text = refusalSentence(refusal);
  if (field === undefined) {
    return { refusal: [{ text, ...(elsewhere === undefined ? {} : { href: elsewhere }) }], faults: {} };
  }
  const { errors, faults } = formFaults(
    ['overrule', ...Object.keys(BLANK)],
    [...(hasRulesLeft ? [TICK_FAULT] : []), ...blanks({ ...given }, BLANK), { field, text }],
  );
  return { refusal: errors, faults };
}
