import {
  anotherYearSentence,
  type ColumnMapSummary,
  importFailureSentence,
  type ImportSummary,
  type PreviewedChange,
  removesMost,
} from '../../../../libs/features/imports/index.js';
import { refusalSentence } from '../../../../libs/wording/index.js';
import type { ColumnMapResource, ImportResource, PreviewedChangeResource } from './imports.dto.js';

export function importResource(summary: ImportSummary): ImportResource {
  const { columnMap, failure, undoRefusal, ...rest } = summary;
  const year = anotherYearSentence(summary);
  const most = summary.state === 'ready' ? removesMost(summary.changeCounts) : null;
  return {
    ...rest,
    columnMap: { ...columnMap },
    removesMost:
      most === null ? null : { ...most, detail: refusalSentence({ code: 'removes-most', facts: most }) },
    anotherYear: year === null ? null : { detail: year },
    failure: failure === null ? null : { ...failure, detail: importFailureSentence(summary) },
    undoRefusal: undoRefusal === null ? null : { ...undoRefusal, detail: refusalSentence(undoRefusal) },
    recognition:
      summary.recognition === null
        ? null
        : {
            why: summary.recognition.why,
            looksLike: summary.recognition.looksLike,
            candidates: summary.recognition.candidates.map(({ name, missing, ...fit }) => ({
              kind: name,
              missing: [...missing],
              ...fit,
            })),
          },
    header:
      summary.header === null
        ? null
        : {
            row: summary.header.row,
            names: [...summary.header.names],
            samples: summary.header.samples.map((row) => ({ cells: [...row] })),
            missing: [...summary.header.missing],
            guesses: { ...summary.header.guesses },
          },
    createdAt: summary.createdAt.toISOString(),
    finishedAt: summary.finishedAt?.toISOString() ?? null,
  };
}

export function previewedChangeResource({ fields, ...change }: PreviewedChange): PreviewedChangeResource {
  return { ...change, fields: fields.map((field) => ({ ...field })) };
}

export function columnMapResource({
  map,
  header,
  createdAt,
  usedAt,
  ...rest
}: ColumnMapSummary): ColumnMapResource {
  return {
    ...rest,
    map: { ...map },
    header: [...header],
    createdAt: createdAt.toISOString(),
    usedAt: usedAt.toISOString(),
  };
}
