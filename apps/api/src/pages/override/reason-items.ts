import {
  OVERRIDE_REASON_CODES,
  type OverrideReasonCode,
} from '../../../../../libs/domain/candidates/index.js';
import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';

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

type ReasonField = 'reasonCode' | 'reason';

const REASON_FAULTS: Readonly<Record<string, readonly [ReasonField, string?]>> = {
  'reason-code-unknown': ['reasonCode', 'Choose why you make this change.'],
  'reason-needed': ['reason', 'Say in your own words why you make this change.'],
  'reason-too-long': ['reason'],
};

/** A refusal for the summary on top, and beside the field where it is about the reason. `elsewhere`: link of any other. */
export function shownRefusal(
  refusal: Refusal | undefined,
  elsewhere?: string,
): {
  readonly refusal: readonly { readonly text: string; readonly href?: string }[] | null;
  readonly faults: Readonly<Partial<Record<ReasonField, { readonly text: string }>>>;
} {
  if (refusal === undefined) return { refusal: null, faults: {} };
  const [field, words] = REASON_FAULTS[refusal.code] ?? [];
  const text = words ?? refusalSentence(refusal);
  const href = field === undefined ? elsewhere : `#${field}`;
  return {
    refusal: [{ text, ...(href === undefined ? {} : { href }) }],
    faults: field === undefined ? {} : { [field]: { text } },
  };
}
