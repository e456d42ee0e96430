import { IsIn, IsOptional } from 'class-validator';
import { OFFER_YEARS, type OfferYear } from '../../../../libs/domain/kernel/index.js';

export class SurveyTemplateQuery {
  /** The offer whose terms the instructions name. */
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: OfferYear;
}
