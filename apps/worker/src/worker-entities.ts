import { BUDGETS_ENTITIES } from '../../../libs/features/budgets/index.js';
import { IMPORTS_ENTITIES } from '../../../libs/features/imports/index.js';
import { LEADERS_ENTITIES } from '../../../libs/features/leaders/index.js';
import { MATCHES_ENTITIES } from '../../../libs/features/matches/index.js';
import { MESSAGES_ENTITIES } from '../../../libs/features/messages/index.js';
import { OFFERS_ENTITIES } from '../../../libs/features/offers/index.js';
import { OVERRIDES_ENTITIES } from '../../../libs/features/overrides/index.js';
import { RUNS_ENTITIES } from '../../../libs/features/runs/index.js';
import { SCHOOLS_ENTITIES } from '../../../libs/features/schools/index.js';
import { SURVEY_ENTITIES } from '../../../libs/features/survey/index.js';
import type { EntityClass } from '../../../libs/platform/database/index.js';
import { OutboxRow } from '../../../libs/platform/queue/index.js';

/** Every row class that the worker's use cases touch. */
export const WORKER_ENTITIES: readonly EntityClass[] = [
  ...[OutboxRow, ...IMPORTS_ENTITIES, ...SCHOOLS_ENTITIES, ...LEADERS_ENTITIES, ...SURVEY_ENTITIES],
  ...[
    ...MESSAGES_ENTITIES,
    ...OFFERS_ENTITIES,
    ...BUDGETS_ENTITIES,
    ...MATCHES_ENTITIES,
    ...RUNS_ENTITIES,
    ...OVERRIDES_ENTITIES,
  ],
];
