import type { ContactParty } from './decision.js';
import type { SchoolFacts } from './facts.js';
import type { ContactPolicy } from './policy.js';
import type { Standing } from './standing.js';

const NO_DIOCESE = /^(|0+|999+|not applicable|not recorded|does not apply|none|null)$/i;

/**
 * Who is contacted about an eligible school, in order. The authority for maintained schools, the diocese where the
 * school has one and the offer names it, the trust for academies, the school last; a school supported through its
 * trust is left to the trust. `order` overrides the offer's own.
 */
export function schoolContacts(
  policy: ContactPolicy,
  school: SchoolFacts,
  standing: Standing,
  unit: 'school' | 'trust',
  order?: readonly ContactParty[],
): ContactParty[] {
  const isMaintained = standing.code === 'local-authority';
  const parties = new Set<ContactParty>();
  if (isMaintained) parties.add('local-authority');
  if (hasDiocese(school) && (isMaintained || policy.dioceseOf === 'any')) parties.add('diocese');
  if (isInTrust(standing)) parties.add('trust');
  if (unit === 'school') parties.add('school');
  const ofDiocese = parties.has('diocese') && isCatholic(school);
  return inOrder(parties, order ?? (ofDiocese ? policy.catholicOrder : policy.order));
}

/** A trust is contacted directly; for trust support on account of schools, after the dioceses those schools name. */
export function trustContacts(
  policy: ContactPolicy,
  ofSchools: readonly (readonly ContactParty[])[],
  order?: readonly ContactParty[],
): ContactParty[] {
  const parties = new Set<ContactParty>(['trust']);
  if (ofSchools.some((contacts) => contacts.includes('diocese'))) parties.add('diocese');
  return inOrder(parties, order ?? policy.order);
}

function isInTrust({ code }: Standing): boolean {
  return code === 'single-academy-trust' || code === 'multi-academy-trust' || code === 'trust-unknown';
}

export function hasDiocese({ dioceseCode, dioceseName }: SchoolFacts): boolean {
  const named = [dioceseCode, dioceseName].map((value) => value?.trim() ?? null);
  return (
    !named.some((value) => value !== null && NO_DIOCESE.test(value)) && named.some((value) => value !== null)
  );
}

/** GIAS diocese codes begin with RC for Catholic and CE for Church of England dioceses. */
export function isCatholic({ dioceseCode, religiousCharacter }: SchoolFacts): boolean {
  const code = dioceseCode?.trim().toUpperCase() ?? '';
  if (/^(RC|CE)/.test(code)) return code.startsWith('RC');
  return /catholic/i.test(religiousCharacter ?? '');
}

/** Parties that `order` leaves out come last, in the general order. */
function inOrder(parties: ReadonlySet<ContactParty>, order: readonly ContactParty[]): ContactParty[] {
  const named = order.filter((party) => parties.has(party));
  return [...new Set([...named, ...parties])];
}
