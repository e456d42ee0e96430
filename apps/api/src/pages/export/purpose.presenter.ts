import { EXPORT_PURPOSES } from '../../../../../libs/domain/kernel/index.js';
import { EXPORT_PURPOSE_CHARACTERS } from '../../../../../libs/platform/audit/index.js';
import { EXPORT_PURPOSE_NAMES } from '../../../../../libs/wording/index.js';
import { type Form, textField } from '../form.js';

export interface PurposeView {
  /** Where the file is: the form is sent there. */
  readonly action: string;
  /** The fields of the address, so that exactly that list is given. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly choices: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly text: string;
  readonly characters: number;
  /** Null the first time that somebody is asked. */
  readonly fault: string | null;
}

/** The question what a file is needed for, asked once for each file. `why`: why the answer that was given does not do. */
export function presentPurpose(path: string, query: Form, why: string): PurposeView {
  const asked = textField(query, 'purpose');
  const kept = Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'string' && !['purpose', 'purposeText'].includes(name) ? [{ name, value }] : [],
  );
  return {
    action: path,
    kept,
    choices: EXPORT_PURPOSES.map((value) => ({
      value,
      text: EXPORT_PURPOSE_NAMES[value],
      checked: value === asked,
    })),
    text: textField(query, 'purposeText'),
    characters: EXPORT_PURPOSE_CHARACTERS,
    fault: 'purpose' in query || 'purposeText' in query ? why : null,
  };
}
