import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/index.js';
import { ChangeAnswer } from './change-answer.use-case.js';
import { OfferedDaysKeepers } from './offered-days.js';
import { SurveyImporter } from './survey.importer.js';
import { SurveyQueries } from './survey.queries.js';
import { TieFollowers } from './tie-followers.js';
import { WithdrawAnswer } from './withdraw-answer.use-case.js';

const DOOR = [ChangeAnswer, OfferedDaysKeepers, SurveyQueries, TieFollowers, WithdrawAnswer];

/** What leaders offer. Needs the global `DatabaseModule`, and a feature that keeps the days (`OfferedDaysKeepers`). */
@Module({ imports: [ImportsModule], providers: [...DOOR, SurveyImporter], exports: DOOR })
export class SurveyModule {}
