import { Leader } from './leader.entity.js';

export { Leader } from './leader.entity.js';
export { LeadersModule } from './leaders.module.js';
export { LeadersQueries, type LeaderPage, type LeaderSummary } from './leaders.queries.js';
export { upsertLeaders, type LeaderDetails } from './leaders.repository.js';

/** For the data source of a process that uses this feature. */
export const LEADERS_ENTITIES = [Leader] as const;
