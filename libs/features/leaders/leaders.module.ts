import { Module } from '@nestjs/common';
import { LeadersQueries } from './leaders.queries.js';

/** Who the system leaders are. Needs the global `DatabaseModule`. */
@Module({ providers: [LeadersQueries], exports: [LeadersQueries] })
export class LeadersModule {}
