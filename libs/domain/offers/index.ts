export { assess } from './assess.js';
export type { AssessOptions } from './assess-options.js';
export * from './codes.js';
export * from './decision.js';
export * from './facts.js';
export { offerPolicy } from './offer-policy.js';
export type { ContactPolicy, Criterion, DateRange, OfferPolicy, TierPolicy } from './policy.js';
export { termEnd, type TermDates } from './term-dates.js';
