import type { TermDates, UrnListEntry } from '../../../libs/domain/offers/index.js';
import { readTermDates, readUrnList } from '../../../libs/features/schools/readers.js';
import { collected, fileAt, type TableSummary } from '../../../libs/platform/files/index.js';
import type { InputOptions } from './input-options.js';

/** What people settled beside the files of an assessment. */
export interface AgreedReading {
  readonly terms: TermDates | null;
  /** Schools for which trust and leader agree on direct support. */
  readonly directSupport: readonly UrnListEntry[];
  readonly summaries: readonly TableSummary[];
}

export async function readAgreed({ terms, directSupport }: InputOptions): Promise<AgreedReading> {
  const dated = terms === undefined ? null : await readTermDates(fileAt(terms));
  const agreed =
    directSupport === undefined
      ? null
      : await collected<UrnListEntry>((sink) => readUrnList(fileAt(directSupport), sink));
  return {
    terms: dated?.terms ?? null,
    directSupport: agreed?.items ?? [],
    summaries: [...(dated ? [dated.summary] : []), ...(agreed ? [agreed.summary] : [])],
  };
}
