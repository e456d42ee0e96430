import { SetMetadata } from '@nestjs/common';

/** Metadata key of what a route adds to the audit trail; a route that changes something and lacks it stops the start. */
export const AUDITED = 'leader-match:audited';

/** Why a route that is asked with POST, PUT, PATCH or DELETE adds nothing to the audit trail. */
export const UNAUDITED_REASONS = ['changes-nothing', 'ends-own-session'] as const;
export type UnauditedReason = (typeof UNAUDITED_REASONS)[number];

/** The audit events (`noun.verb`) of which a route adds one when it succeeds, or why it adds none. */
export type Audited = readonly string[] | UnauditedReason;

/** Names what the route itself decides; what follows from that (days, cases) needs no name here. */
export const Audits = (first: string, ...others: string[]): MethodDecorator =>
  SetMetadata(AUDITED, [first, ...others] satisfies Audited);

/** Says why the route adds nothing. */
export const AuditsNothing = (reason: UnauditedReason): MethodDecorator =>
  SetMetadata(AUDITED, reason satisfies Audited);
