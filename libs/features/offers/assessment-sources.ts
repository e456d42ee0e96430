import type { ImportKind } from '../imports/index.js';

/** One import whose rows an assessment read. */
export interface AssessmentSource {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  /** Lower-case hex. */
  readonly sha256: string;
}
