import {
  OVERRIDE_REASON_CODES,
  type OverrideReasonCode,
} from '../../../../../libs/domain/candidates/index.js';

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
