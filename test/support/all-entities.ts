import { BUDGETS_ENTITIES } from '../../libs/features/budgets/index.js';
import { DELIVERY_ENTITIES } from '../../libs/features/delivery/index.js';
import { IDENTITY_ENTITIES } from '../../libs/features/identity/index.js';
import { IMPORTS_ENTITIES } from '../../libs/features/imports/index.js';
import { LEADERS_ENTITIES } from '../../libs/features/leaders/index.js';
import { MATCHES_ENTITIES } from '../../libs/features/matches/index.js';
import { MESSAGES_ENTITIES } from '../../libs/features/messages/index.js';
import { OFFERS_ENTITIES } from '../../libs/features/offers/index.js';
import { OVERRIDES_ENTITIES } from '../../libs/features/overrides/index.js';
import { REPORTS_ENTITIES } from '../../libs/features/reports/index.js';
import { RUNS_ENTITIES } from '../../libs/features/runs/index.js';
import { SCHOOLS_ENTITIES } from '../../libs/features/schools/index.js';
import { SURVEY_ENTITIES } from '../../libs/features/survey/index.js';
import { AuditEventRow } from '../../libs/platform/audit/index.js';
import {
  type EntityClass,
  IdempotencyKey,
  RateLimitRow,
  SessionRow,
} from '../../libs/platform/database/index.js';
import { OutboxRow, WorkerProcessRow } from '../../libs/platform/queue/index.js';

/** Every row class of the service. */
export const ALL_ENTITIES: readonly EntityClass[] = [
  ...[AuditEventRow, IdempotencyKey, RateLimitRow, SessionRow, OutboxRow, WorkerProcessRow],
  ...[
    ...IDENTITY_ENTITIES,
    ...IMPORTS_ENTITIES,
    ...SCHOOLS_ENTITIES,
    ...LEADERS_ENTITIES,
    ...SURVEY_ENTITIES,
  ],
  ...[
    ...MESSAGES_ENTITIES,
    ...OFFERS_ENTITIES,
    ...BUDGETS_ENTITIES,
    ...MATCHES_ENTITIES,
    ...DELIVERY_ENTITIES,
    ...RUNS_ENTITIES,
    ...OVERRIDES_ENTITIES,
    ...REPORTS_ENTITIES,
  ],
];
