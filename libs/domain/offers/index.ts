export { asOfRange, isAsOfSensible } from './as-of-range.js';
export { assess } from './assess.js';
export type { AssessOptions } from './assess-options.js';
export {
  caseNeeds,
  checkNeedEdit,
  effectiveNeeds,
  type CaseNeed,
  type NeedEdit,
  type NeedEditRefusal,
} from './case-needs.js';
export * from './codes.js';
export { compareDecisions } from './compare-decisions.js';
export { knownEligibleOn } from './contact-known.js';
export * from './contact-plan.js';
export * from './contact-rules.js';
export * from './decision-change.js';
export * from './decision.js';
export * from './facts.js';
export { offerPolicy, takesRequests } from './offer-policy.js';
export * from './offer-settings.js';
export type { ContactPolicy, Criterion, DateRange, ExtraPolicy, OfferPolicy, TierPolicy } from './policy.js';
export { isOpen } from './school-kind.js';
export { termEnd, type TermDates } from './term-dates.js';
