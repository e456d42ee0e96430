import { BUDGETS_ENTITIES } from '../../../libs/features/budgets/index.js';
import { IDENTITY_ENTITIES } from '../../../libs/features/identity/index.js';
import { IMPORT_ENTITIES } from '../../../libs/features/imports/index.js';
import { type EntityClass } from '../../../libs/platform/database/index.js';

/** Every row class that the API's use cases touch. */
export const API_ENTITIES: readonly EntityClass[] = [
  ...IDENTITY_ENTITIES,
  ...IMPORT_ENTITIES,
  ...BUDGETS_ENTITIES,
];
