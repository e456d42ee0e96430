import { Module } from '@nestjs/common';
import { ImportOutlineUseCase } from './import-outline.use-case.js';
import { OutlineQueries } from './outline.queries.js';

const DOOR = [ImportOutlineUseCase, OutlineQueries];

/** Figures, maps and reports of runs. Needs the global `DatabaseModule`. */
@Module({ providers: DOOR, exports: DOOR })
export class ReportsModule {}
