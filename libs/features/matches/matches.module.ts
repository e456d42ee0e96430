import { Module } from '@nestjs/common';
import { SurveyModule } from '../survey/index.js';
import { AcceptMatch } from './accept-match.use-case.js';
import { ConflictsQueries } from './conflicts.queries.js';
import { DeclareConflict } from './declare-conflict.use-case.js';
import { DeclineMatch } from './decline-match.use-case.js';
import { EndWaiting } from './end-waiting.use-case.js';
import { LapseMatches } from './lapse-matches.use-case.js';
import { MatchesQueries } from './matches.queries.js';
import { RecordConflictCheck } from './record-conflict-check.use-case.js';
import { StopOnSurvey } from './stop-on-survey.js';
import { UnpublishMatch } from './unpublish-match.use-case.js';
import { VerifyMatches } from './verify-matches.use-case.js';
import { WriteReminders } from './write-reminders.use-case.js';

const DOOR = [
  AcceptMatch,
  ConflictsQueries,
  DeclareConflict,
  DeclineMatch,
  EndWaiting,
  LapseMatches,
  MatchesQueries,
  RecordConflictCheck,
  UnpublishMatch,
  VerifyMatches,
  WriteReminders,
];

/** Matches and the leaders' answers; surveys that name conflicts stop some. Needs the global `DatabaseModule`. */
@Module({ imports: [SurveyModule], providers: [...DOOR, StopOnSurvey], exports: DOOR })
export class MatchesModule {}
