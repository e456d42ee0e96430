import { Module } from '@nestjs/common';
import { ApplyRetention } from './apply-retention.use-case.js';
import { ExportPerson } from './export-person.use-case.js';

const DOOR = [ApplyRetention, ExportPerson];

/** What is held on people, and for how long. Needs the global `DatabaseModule`. */
@Module({ providers: DOOR, exports: DOOR })
export class PersonsModule {}
