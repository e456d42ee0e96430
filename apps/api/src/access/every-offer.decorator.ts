import { SetMetadata } from '@nestjs/common';

/** Metadata key of routes that concern every offer. */
export const EVERY_OFFER = 'leader-match:every-offer';

/** The route shows or changes what no single offer owns: closed to people who are limited to some offers. */
export const ConcernsEveryOffer = (): MethodDecorator => SetMetadata(EVERY_OFFER, true);
