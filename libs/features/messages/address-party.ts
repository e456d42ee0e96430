import { trustUidCell, urnCell } from '../../platform/files/index.js';

/** Leaders bring their own address with the survey. */
export const ADDRESS_PARTIES = ['local-authority', 'diocese', 'trust', 'school', 'coordinator'] as const;
export type AddressParty = (typeof ADDRESS_PARTIES)[number];

/** Characters of a name, an email address or a source. */
export const ADDRESS_LENGTH = 200;

const REF: Readonly<Record<AddressParty, (text: string) => string | undefined>> = {
  'local-authority': (text) => (/^\d{3}$/.test(text) ? text : undefined),
  diocese: (text) => (/^[A-Za-z0-9]{1,10}$/.test(text) ? text : undefined),
  trust: trustUidCell,
  school: urnCell,
  coordinator: (text) => (text.toLowerCase() === 'team' ? 'team' : undefined),
};

/** Three digits of an authority, a diocese's code, a trust's UID, a school's URN, `team`; undefined: it is none. */
export function partyRefOf(party: AddressParty, text: string): string | undefined {
  return REF[party](text);
}

/** One address with one @ and a dot after it. */
export function isEmail(text: string): boolean {
  return text.length <= ADDRESS_LENGTH && /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]+\.[^\s@<>,;".]+$/.test(text);
}

/** One line: what stands there ends in the head of a letter. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
