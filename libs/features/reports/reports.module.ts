import { Module } from '@nestjs/common';
import { BackgroundWorkQueries } from './background-work.queries.js';
import { ImportOutlineUseCase } from './import-outline.use-case.js';
import { OutlineQueries } from './outline.queries.js';
import { RoundFiguresQueries } from './round-figures.queries.js';

const DOOR = [BackgroundWorkQueries, ImportOutlineUseCase, OutlineQueries, RoundFiguresQueries];

/** Figures, maps and reports of runs. Needs the global `DatabaseModule`. */
@Module({ providers: DOOR, exports: DOOR })
export class ReportsModule {}
