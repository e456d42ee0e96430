/** Refusals that are not a plain conflict (409): what their code is or begins with, and the HTTP status. */
const STATUS_BY_BEGINNING: readonly (readonly [string, number])[] = [
  ['sign-in-refused', 401],
  ['sign-in-elsewhere', 403],
  ['sign-in-failed', 400],
  ['second-factor-needed', 403],
  ['no-account', 403],
  ['provider-away', 503],
  ['too-many-', 429],
  ['not-allowed', 403],
  ['unknown-', 404],
  ['no-such-', 404],
  ['leader-not-in-run', 404],
  ['case-not-in-run', 404],
  ['file-too-large', 413],
  ['invalid-', 422],
  ['bad-', 422],
  ['file-empty', 422],
  ['offer-required', 422],
  ['offer-not-wanted', 422],
  ['label-too-long', 422],
  ['reason-', 422],
  ['export-purpose-', 422],
  ['response-before-contact', 422],
  ['contact-', 422],
  ['answer-before-offer', 422],
  ['date-in-future', 422],
  ['own-decision', 403],
  ['too-many-changes', 422],
  ['overtaken', 412],
  ['if-match-needed', 428],
  ['visit-date-', 422],
  ['visit-text-', 422],
  ['sign-off-text-', 422],
  ['nothing-answered', 422],
  ['report-', 422],
  ['sign-off-link-', 410],
];

/** HTTP status of a refusal's code; 409 Conflict where nothing else is said. */
export function statusOfRefusal(code: string): number {
  return STATUS_BY_BEGINNING.find(([beginning]) => code.startsWith(beginning))?.[1] ?? 409;
}
