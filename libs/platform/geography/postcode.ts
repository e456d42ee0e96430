const OUTCODE = '[A-Z]{1,2}\\d[A-Z\\d]?|GIR';
const FULL = new RegExp(`^(${OUTCODE}) ?(\\d[A-Z]{2})$`);
const DISTRICT = new RegExp(`^(?:${OUTCODE})$`);

/** Forms that are accepted, as people are told. */
export const POSTCODE_FORMS = ['a full postcode like YO1 9AB', 'a postcode district like YO1'] as const;

/**
 * A full postcode (`yo19ab` -> `YO1 9AB`) or a postcode district (`yo1` -> `YO1`) in its usual spelling; undefined
 * for anything else. Only the shape is looked at.
 */
export function normalisePostcode(text: string): string | undefined {
  const spaced = text.toUpperCase().replace(/\s+/g, ' ').trim();
  const full = FULL.exec(spaced);
  if (full) return `${full[1] ?? ''} ${full[2] ?? ''}`;
  return DISTRICT.test(spaced) ? spaced : undefined;
}

/** The postcode district (outcode): `YO1 9AB` and `YO1` -> `YO1`; undefined for anything else. */
export function outcodeOf(postcode: string): string | undefined {
  return normalisePostcode(postcode)?.split(' ')[0];
}
