import type { Grade, InspectionFacts, JudgementArea, UrnListEntry } from '../../domain/offers/index.js';
import { JUDGEMENT_AREAS } from '../../domain/offers/index.js';

/** Two rows with the same inspection number under the same URN tell of one inspection. */
const numberKey = (inspection: InspectionFacts): string | null =>
  inspection.inspectionNumber === null ? null : `${inspection.urn} #${inspection.inspectionNumber}`;

/** So do two of the same kind that began on the same day, when one of them lacks its number. */
const dayKey = (inspection: InspectionFacts): string =>
  `${inspection.urn} ${inspection.kind} ${inspection.startDate}`;

/**
 * One list of inspections out of several files', in the order of first mention.
 *
 * The same inspection (same URN and inspection number; or same URN, kind and start date where a number is
 * missing) becomes one: what the first file says counts and stays its evidence, later files only fill what is
 * null or absent in it. So the newest file goes first. It is graded when any file calls it graded.
 */
export function mergeInspections(lists: readonly (readonly InspectionFacts[])[]): readonly InspectionFacts[] {
  const merged: InspectionFacts[] = [];
  const byNumber = new Map<string, number>();
  const byDay = new Map<string, number>();
  for (const inspection of lists.flat()) {
    const number = numberKey(inspection);
    const day = dayKey(inspection);
    const at = (number === null ? undefined : byNumber.get(number)) ?? sameDay(byDay.get(day), inspection);
    const known = at === undefined ? undefined : merged[at];
    const index = at ?? merged.length;
    merged[index] = known === undefined ? inspection : fill(known, inspection);
    if (number !== null) byNumber.set(number, index);
    if (!byDay.has(day)) byDay.set(day, index);
  }
  return merged;

  function sameDay(at: number | undefined, inspection: InspectionFacts): number | undefined {
    const known = at === undefined ? undefined : merged[at];
    const isSure = known?.inspectionNumber === null || inspection.inspectionNumber === null;
    return isSure ? at : undefined;
  }
}

function fill(first: InspectionFacts, later: InspectionFacts): InspectionFacts {
  return {
    ...first,
    kind: first.kind === 'graded' || later.kind === 'graded' ? 'graded' : 'ungraded',
    inspectionNumber: first.inspectionNumber ?? later.inspectionNumber,
    publicationDate: first.publicationDate ?? later.publicationDate,
    overallEffectiveness: first.overallEffectiveness ?? later.overallEffectiveness,
    concern: first.concern ?? later.concern,
    judgements: fillJudgements(first.judgements, later.judgements),
    safeguardingEffective: first.safeguardingEffective ?? later.safeguardingEffective,
    earlier: first.earlier ?? later.earlier ?? null,
  };
}

function fillJudgements(
  first: InspectionFacts['judgements'],
  later: InspectionFacts['judgements'],
): InspectionFacts['judgements'] {
  const filled: Partial<Record<JudgementArea, Grade | null>> = {};
  for (const area of JUDGEMENT_AREAS) {
    const grade = first[area] ?? later[area];
    if (grade !== undefined || area in first) filled[area] = grade ?? null;
  }
  return filled;
}

/** Schools listed as never graded in some file, less those that another file shows graded; first mention counts. */
export function mergeUninspected(
  lists: readonly (readonly UrnListEntry[])[],
  inspections: readonly InspectionFacts[],
): readonly UrnListEntry[] {
  const graded = new Set(inspections.filter(({ kind }) => kind === 'graded').map(({ urn }) => urn));
  const first = new Map<string, UrnListEntry>();
  for (const entry of lists.flat()) {
    if (!graded.has(entry.urn) && !first.has(entry.urn)) first.set(entry.urn, entry);
  }
  return [...first.values()];
}
